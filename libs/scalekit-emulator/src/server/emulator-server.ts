import type { McpServer } from '../begin-login/played-client.js';
import type { Control } from '../control/control-routes.js';
import type { EmulatorCredentials } from '../credentials.js';
import { besideResources } from '../environment/check-seed.js';
import { findMcpServer } from '../environment/find-mcp-server.js';
import {
  refusalToRun,
  settingsProblems,
  startSettingsProblems,
} from '../environment/check-settings.js';
import type { ResolvedSettings } from '../environment/environment.js';
import { faultProblems } from '../faults/check-fault.js';
import type { Fault } from '../faults/fault.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import {
  loginRequestDetails,
  type LoginRequestDetails,
} from '../login-request/login-request-details.js';
import type { EmulatedMcpServer } from '../mcp-servers.js';
import type { EmulatorSettings } from '../settings.js';
import type { EmulatorStartSettings } from '../start-settings.js';
import { assemble, withoutUndefined, type Parts } from './assemble.js';
import type { Route } from './router.js';
import { allRoutes } from './routes.js';

/** The emulator itself, in whatever thread it runs. */
export class EmulatorServer implements Control {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws Error that lists every wrong setting, or says why the port could not be taken */
  static async start(settings: EmulatorStartSettings): Promise<EmulatorServer> {
    const refusal = refusalToRun(settings, process.env['NODE_ENV']);
    if (refusal !== undefined) throw new Error(refusal);
    assertNone(startSettingsProblems(settings));
    const parts = await assemble(settings);
    const server = new EmulatorServer(parts);
    parts.dispatcher.useRoutes(allRoutes(parts, server.credentials, server), () =>
      parts.oauth.backendTokens.revoke(),
    );
    return server;
  }

  get routes(): readonly Route[] {
    return this.#parts.dispatcher.routes;
  }

  get credentials(): EmulatorCredentials {
    const { environment, certificate } = this.#parts;
    return {
      ...environment.credentials,
      ...(certificate?.file !== undefined && { certificateFile: certificate.file }),
    };
  }

  get mcpServers(): EmulatedMcpServer[] {
    return this.#parts.environment.mcpServers;
  }

  /** @throws Error that lists every wrong setting; then nothing changes */
  configure(settings: EmulatorSettings): void {
    const { environment, oauth } = this.#parts;
    assertNone([
      ...settingsProblems(settings),
      ...(environment.declaresResources ? besideResources({ ...settings }) : []),
    ]);
    environment.settings = { ...environment.settings, ...withoutUndefined(settings) };
    oauth.applySettings();
  }

  /** @throws Error that lists the MCP servers, if there is no such one */
  mcpServer(resource: string | undefined): McpServer {
    return findMcpServer(this.#parts.environment, resource);
  }

  /** @throws {ApiError} NOT_FOUND */
  loginRequestDetails(loginRequestId: string): LoginRequestDetails {
    const { environment, requests } = this.#parts;
    return loginRequestDetails(environment, requests, loginRequestId);
  }

  journal(): JournalEntry[] {
    return this.#parts.journal.entries();
  }

  /** @throws Error that lists what is wrong with the fault */
  fail(fault: Fault): void {
    assertNone(faultProblems(fault));
    this.#parts.faults.add(fault);
  }

  clearFaults(): void {
    this.#parts.faults.clear();
  }

  get settings(): ResolvedSettings {
    return this.#parts.environment.settings;
  }

  get armedFaults(): Fault[] {
    return this.#parts.faults.list();
  }

  get droppedEntries(): number {
    return this.#parts.journal.dropped;
  }

  /** Forgets everything that happened; URL, credentials, key and settings stay. */
  reset(): void {
    const { oauth, requests, consents, journal, triedLogins, faults } = this.#parts;
    for (const part of [oauth, requests, consents, journal, triedLogins]) part.clear();
    faults.reset();
  }

  async close(): Promise<void> {
    await this.#parts.listener.close();
    await this.#parts.certificate?.dispose();
  }
}

function assertNone(problems: string[]): void {
  if (problems.length > 0) throw new Error(problems.join('; '));
}
