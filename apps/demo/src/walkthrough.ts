import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { Browser } from './browser.js';
import type { Hop } from './hop.js';
import { MemoryOAuthProvider } from './mcp-client.js';

// Nobody listens there: the browser stops in front of it, and the client takes the code from it.
const REDIRECT_URL = new URL('http://localhost:33418/callback');
const TIMEOUT_MS = 60_000;
const LOGIN_BUTTON = /sign in|log in/i;
const CONSENT_BUTTON = /allow/i;

const whoamiSchema = z.looseObject({ sub: z.string(), email: z.string() });

/** What the tool `whoami` said. */
export type Whoami = z.infer<typeof whoamiSchema>;

/** Who signs in. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Told of every exchange, and of every step that is done. */
export interface Listener {
  readonly onHop: (hop: Hop) => void;
  readonly onStep: (step: string) => void;
  /** Gets what the login page says about the AI app. */
  readonly onNotice: (notice: string) => void;
}

/**
 * The way of a user whose MCP client has never been to this MCP server: refused, sent to the
 * authorization server, signed in by the sample app, and let in.
 *
 * @throws Error that says at which point it ended
 */
export async function walkthrough(
  mcpServerUrl: string,
  account: Account,
  { onHop, onStep, onNotice }: Listener,
): Promise<Whoami> {
  const provider = new MemoryOAuthProvider(REDIRECT_URL, onStep);
  const transport = () =>
    new StreamableHTTPClientTransport(new URL(mcpServerUrl), {
      authProvider: provider,
      fetch: async (input, init) => {
        const response = await fetch(input, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
        const { method = 'GET' } = init ?? {};
        onHop({ actor: 'mcp client', method, url: new URL(input), status: response.status });
        if (response.status === 401) onStep('be refused by the MCP server');
        return response;
      },
    });

  const firstTransport = transport();
  const authorizationUrl = await begin(firstTransport, provider);
  const code = provider.codeFrom(
    await signIn(authorizationUrl, account, { onHop, onStep, onNotice }),
  );
  await firstTransport.finishAuth(code);

  const client = newClient();
  await client.connect(transport());
  const { structuredContent } = await client.callTool({ name: 'whoami' });
  await client.close();
  const whoami = whoamiSchema.parse(structuredContent);
  if (whoami.email !== account.email) throw new Error(`whoami answered with ${whoami.email}`);
  onStep('call the tool whoami');
  return whoami;
}

/** Connects without a token; the SDK finds its way up to where the user has to sign in. */
async function begin(
  transport: StreamableHTTPClientTransport,
  provider: MemoryOAuthProvider,
): Promise<URL> {
  try {
    await newClient().connect(transport);
  } catch (error) {
    if (error instanceof UnauthorizedError && provider.authorizationUrl !== undefined) {
      return provider.authorizationUrl;
    }
    throw error;
  }
  throw new Error('The MCP server let a client in that had no token');
}

/** What the user does in a browser. Resolves to the URL that leads back to the MCP client. */
async function signIn(
  authorizationUrl: URL,
  account: Account,
  { onHop, onStep, onNotice }: Listener,
): Promise<URL> {
  const browser = new Browser(onHop);
  const loginPage = await browser.open(authorizationUrl, REDIRECT_URL);
  loginPage.button(LOGIN_BUTTON);
  onStep("arrive at the app's own login page");
  onNotice(loginPage.notice);

  const consentPage = await browser.submit(loginPage, { ...account }, LOGIN_BUTTON, REDIRECT_URL);
  consentPage.button(CONSENT_BUTTON);
  onStep('sign in and be handed off');

  const lastPage = await browser.submit(consentPage, {}, CONSENT_BUTTON, REDIRECT_URL);
  if (lastPage.next === undefined) throw new Error(`The way ended at ${lastPage.summary}`);
  onStep('consent');
  return lastPage.next;
}

function newClient(): Client {
  return new Client({ name: 'demo-mcp-client', version: '0.1.0' });
}
