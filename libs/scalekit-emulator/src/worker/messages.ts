import type { McpServer } from '../begin-login/played-client.js';
import type { EmulatorCredentials } from '../credentials.js';
import type { Fault } from '../faults/fault.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { LoginRequestDetails } from '../login-request/login-request-details.js';
import type { EmulatedMcpServer } from '../mcp-servers.js';
import type { EmulatorSettings } from '../settings.js';
import type { EmulatorStartSettings } from '../start-settings.js';

/** What is known once it has started. */
export interface Started {
  readonly credentials: EmulatorCredentials;
  readonly mcpServers: readonly EmulatedMcpServer[];
}

/** What the thread can be asked for, and what each answers. */
export interface Operations {
  start(settings: EmulatorStartSettings): Started;
  /** @returns the MCP servers as they are then */
  configure(settings: EmulatorSettings): EmulatedMcpServer[];
  /** @param resource a URL or `res_…`; none: the first */
  mcpServer(resource?: string): McpServer;
  loginRequestDetails(loginRequestId: string): LoginRequestDetails;
  journal(): JournalEntry[];
  fail(fault: Fault): void;
  clearFaults(): void;
  reset(): void;
  close(): void;
}

export type OperationName = keyof Operations;

export interface Call {
  id: number;
  operation: OperationName;
  argument: unknown;
}

/** An error crosses as its message: an Error of another thread's realm is no `instanceof Error` in Jest. */
export type Answer = { id: number; value: unknown } | { id: number; error: string };
