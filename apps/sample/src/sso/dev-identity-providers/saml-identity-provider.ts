import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { accountPage, onwardPage } from './account-page.js';
import type { Account } from './account.js';
import { readPost, readRedirect, type AuthnRequest } from './authn-request.js';
import { listen, type RunningServer } from '../../http/listen.js';
import { refused, signedIn, type SamlSession } from './saml-response.js';
import { createSigningPair, type SigningPair } from './signing-pair.js';

export interface SamlIdentityProviderOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** What its pages call it. */
  readonly name: string;
  readonly accounts: readonly Account[];
  /** The Assertion Consumer Services that it answers to, and no other. */
  readonly assertionConsumerServiceUrls: readonly string[];
  /** PEM; requests must be signed with its key then. */
  readonly serviceProviderCertificate?: string;
}

export interface SamlIdentityProvider extends RunningServer {
  /** Where AuthnRequests go, by redirect or form. */
  readonly entryPoint: string;
  /** PEM of what it signs with. */
  readonly certificate: string;
}

/**
 * A SAML identity provider for development: takes AuthnRequests by redirect or form and answers with
 * a signed response by HTTP-POST. It asks once who one is and answers at once from then on, unless it
 * is sent ForceAuthn.
 */
export async function startSamlIdentityProvider(
  options: SamlIdentityProviderOptions,
): Promise<SamlIdentityProvider> {
  const key = await createSigningPair(options.name);
  const server = await listen(options.port ?? 0, (url) => {
    const signOn = new SamlSignOn(options, key, url);
    return (request, response) => {
      signOn.answer(request, response).then(
        (page) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
        (error: unknown) => response.writeHead(400).end(String(error)),
      );
    };
  });
  return { ...server, entryPoint: `${server.url}/sso`, certificate: key.certificate };
}

const cookieName = 'acme_saml_session';

class SamlSignOn {
  readonly #sessions = new Map<string, SamlSession>();
  readonly #waiting = new Map<string, AuthnRequest>();

  constructor(
    private readonly options: SamlIdentityProviderOptions,
    private readonly key: SigningPair,
    private readonly issuer: string,
  ) {}

  /** @returns the page to show */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const [path, rawQuery = ''] = (request.url ?? '').split('?');
    const fields = new URLSearchParams(request.method === 'POST' ? await text(request) : '');
    if (path === '/choose') return this.#chosen(fields, response);
    if (path !== '/sso') throw new Error('There is nothing here but /sso');

    const { serviceProviderCertificate: certificate, name: provider, accounts } = this.options;
    const question =
      request.method === 'POST'
        ? readPost(fields, certificate)
        : readRedirect(rawQuery, certificate);
    if (!this.options.assertionConsumerServiceUrls.includes(question.assertionConsumerServiceUrl)) {
      throw new Error('That Assertion Consumer Service is not registered here');
    }
    const session = new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(request.headers.cookie ?? '');
    const known = this.#sessions.get(session?.[1] ?? '');
    if (known && !question.forceAuthn) return this.#onward(question, known);
    const waiting = newSecret();
    this.#waiting.set(waiting, question);
    return accountPage({ provider, accounts, action: '/choose', fields: { waiting } });
  }

  #chosen(fields: URLSearchParams, response: ServerResponse): string {
    const waiting = fields.get('waiting') ?? '';
    const question = this.#waiting.get(waiting);
    if (!question) throw new Error('Nobody waits for that');
    this.#waiting.delete(waiting);
    const account = this.options.accounts.find(({ id }) => id === fields.get('account'));
    const signedInNow = account && { account, since: new Date() };
    if (signedInNow) {
      const session = newSecret();
      this.#sessions.set(session, signedInNow);
      const cookie = `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Lax`;
      response.setHeader('set-cookie', cookie);
    }
    return this.#onward(question, signedInNow);
  }

  #onward(question: AuthnRequest, session: SamlSession | undefined): string {
    const { assertionConsumerServiceUrl: destination, relayState } = question;
    const answer = {
      issuer: this.issuer,
      audience: question.issuer,
      destination,
      inResponseTo: question.id,
    };
    const xml = session ? signedIn(answer, session, this.key) : refused(answer, this.key);
    return onwardPage({
      title: `${session ? 'Signed in' : 'Not signed in'} with ${this.options.name}`,
      action: destination,
      fields: {
        SAMLResponse: Buffer.from(xml).toString('base64'),
        ...(relayState !== undefined && { RelayState: relayState }),
      },
    });
  }
}

function newSecret(): string {
  return randomBytes(16).toString('base64url');
}
