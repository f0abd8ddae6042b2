import { readFile } from 'node:fs/promises';
import { BegunLogin, type BeginLoginOptions } from './begin-login/begun-login.js';
import { sendOverHttp } from './browser/send.js';
import type { EmulatorCredentials } from './credentials.js';
import type { Fault } from './faults/fault.js';
import type { JournalEntry } from './journal/journal-entry.js';
import type { LoginRequestDetails } from './login-request/login-request-details.js';
import type { EmulatedMcpServer } from './mcp-servers.js';
import { OwnCredentials } from './own-credentials.js';
import type { EmulatorSettings } from './settings.js';
import type { EmulatorStartSettings } from './start-settings.js';
import type { Started } from './worker/messages.js';
import { EmulatorThread } from './worker/thread.js';

/**
 * A Scalekit environment with one MCP server and its bring-your-own-auth connection, in a thread of its own.
 *
 * It does not keep the process alive: a test runner ends although a test forgot `close()`.
 *
 * @example
 * const emulator = await ScalekitEmulator.start({ loginUrl: 'http://localhost:3000/login' });
 * process.env.SCALEKIT_CLIENT_SECRET = emulator.credentials.clientSecret;
 */
export class ScalekitEmulator {
  readonly #thread: EmulatorThread;

  /** What an app's backend is configured with; fit for `forRoot({ ...emulator.credentials, cookieSecrets })`. */
  readonly credentials: EmulatorCredentials;

  #mcpServers: readonly EmulatedMcpServer[];

  private constructor(thread: EmulatorThread, started: Started) {
    this.#thread = thread;
    this.credentials = new OwnCredentials(started.credentials);
    this.#mcpServers = started.mcpServers;
  }

  /** @throws Error that lists every wrong setting, or says why the port could not be taken */
  static async start(settings: EmulatorStartSettings = {}): Promise<ScalekitEmulator> {
    const thread = new EmulatorThread();
    try {
      return new ScalekitEmulator(thread, await thread.call('start', settings));
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  }

  /** Base URL of the environment, without a trailing slash. */
  get url(): string {
    return this.credentials.environmentUrl;
  }

  /** `{url}/resources/res_…`: what the (first) MCP server names under `authorization_servers`. */
  get resourceUrl(): string {
    return this.credentials.resourceUrl;
  }

  /** Every MCP server with its ids, in the order of the seed; the first is the one in `credentials`. */
  get mcpServers(): readonly EmulatedMcpServer[] {
    return this.#mcpServers;
  }

  /** PEM of the certificate that was made for it, if it was started with `tls: true`. */
  get certificateFile(): string | undefined {
    return this.credentials.certificateFile;
  }

  /**
   * Plays an MCP client that wants a user's token: it registers itself, and gives the URL that it sends a browser to. The
   * login page has to be known by then.
   *
   * @example
   * const login = await emulator.beginLogin();
   * await login.browser().open(login.url);
   * await login.browser().submit({ email: 'alice@example.com', password: 'correct' });
   * const { claims } = await login.finish();
   *
   * @throws Error that lists the MCP servers, if `resource` is none of them
   * @throws {LoginStoppedError} `register`, if a fault kept the client from registering
   */
  async beginLogin(options: BeginLoginOptions = {}): Promise<BegunLogin> {
    const server = await this.#thread.call('mcpServer', options.resource);
    const file = this.certificateFile;
    const trusted =
      file === undefined ? undefined : { origin: this.url, ca: await readFile(file, 'utf8') };
    return BegunLogin.begin(this.url, server, sendOverHttp(trusted), options);
  }

  /**
   * Which app asks, for which MCP server, and what for: what `auth.getLoginRequestDetails` of Scalekit's SDK 2.17 and
   * later answers. Asked as often as you like, it says the same.
   * @param loginRequestId the `login_request_id` that the login page was opened with
   * @throws Error in the same words, if there is no such login request or it has expired
   */
  loginRequestDetails(loginRequestId: string): Promise<LoginRequestDetails> {
    return this.#thread.call('loginRequestDetails', loginRequestId);
  }

  /** Changes settings while it runs, such as a login URL whose port is known only now. What is left out stays. */
  async configure(settings: EmulatorSettings): Promise<void> {
    this.#mcpServers = await this.#thread.call('configure', settings);
  }

  /** Everything that was asked of it since the start or the last `reset()`, oldest first. */
  journal(): Promise<JournalEntry[]> {
    return this.#thread.call('journal');
  }

  /** Arms a fault for the next requests of one step. Several for one step are used up one after the other. */
  fail(fault: Fault): Promise<void> {
    return this.#thread.call('fail', fault);
  }

  clearFaults(): Promise<void> {
    return this.#thread.call('clearFaults');
  }

  /**
   * Forgets login requests, consents, codes, tokens (the backend's too), clients that registered themselves, the journal
   * and the faults. URL, credentials, signing key and settings stay.
   */
  reset(): Promise<void> {
    return this.#thread.call('reset');
  }

  /** Keeps the process alive as long as the emulator runs, for a script that does nothing else. */
  ref(): this {
    this.#thread.keepProcess(true);
    return this;
  }

  unref(): this {
    this.#thread.keepProcess(false);
    return this;
  }

  /** Ends it and frees the port. May be called again. */
  async close(): Promise<void> {
    if (this.#thread.ended) return;
    await this.#thread.call('close');
    await this.#thread.terminate();
  }
}
