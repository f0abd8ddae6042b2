import type { BegunLogin, EmulatorCredentials, ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import type { Page } from '../support/page.js';

export const alice = {
  sub: 'usr_alice',
  email: 'alice@example.com',
  name: 'Alice <b>Ångström</b>',
};

/** What an app's backend and login page do with Scalekit, by hand. */
export class Backend {
  constructor(readonly credentials: EmulatorCredentials) {}

  async getToken(parameters: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.credentials.environmentUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.credentials.clientId,
        client_secret: this.credentials.clientSecret,
        ...parameters,
      }),
    });
  }

  async accessToken(): Promise<string> {
    const { access_token } = (await (await this.getToken()).json()) as { access_token: string };
    return access_token;
  }

  /** @param body an object, or the text of a body that is none */
  async push(
    loginRequestId: string,
    body: unknown,
    {
      connectionId = this.credentials.connectionId,
      token,
    }: { connectionId?: string; token?: string } = {},
  ): Promise<{ status: number; body: any }> {
    const { environmentUrl } = this.credentials;
    const response = await fetch(
      `${environmentUrl}/api/v1/connections/${connectionId}/auth-requests/${loginRequestId}/user`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token ?? (await this.accessToken())}`,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
    );
    return { status: response.status, body: await response.json() };
  }

  callbackUrl(state: string, connectionId = this.credentials.connectionId): string {
    const { environmentUrl } = this.credentials;
    const query = new URLSearchParams({ state }).toString();
    return `${environmentUrl}/sso/v1/connections/${connectionId}/partner:callback?${query}`;
  }
}

/** One MCP client's login, stopped where the app's login page would be called. */
export interface Begun {
  client: BegunLogin;
  browser: Browser;
  loginUrl: URL;
  loginRequestId: string;
  state: string;
}

export async function beginLogin(emulator: ScalekitEmulator): Promise<Begun> {
  const client = await emulator.beginLogin();
  const browser = new Browser();
  const { next: loginUrl } = await browser.navigate(client.url);
  if (!loginUrl) throw new Error('no redirect to the login page');
  return {
    client,
    browser,
    loginUrl,
    loginRequestId: loginUrl.searchParams.get('login_request_id') ?? '',
    state: loginUrl.searchParams.get('state') ?? '',
  };
}

/** Presses a button of the consent page and stops at the client's redirect URI. */
export async function answerConsent(
  { browser, client }: Pick<Begun, 'browser' | 'client'>,
  consent: Page,
  action: 'allow' | 'deny',
): Promise<Page> {
  const answered = await browser.submitForm(consent, {}, { button: `[value="${action}"]` });
  return browser.follow(answered, client.redirectUri);
}

export function decode(jwt: string): { header: any; payload: any } {
  const [header, payload] = jwt
    .split('.')
    .slice(0, 2)
    .map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()));
  return { header, payload };
}
