import type { Exchange, Reply } from '../server/exchange.js';
import type { JournalEntry, Step } from './journal-entry.js';
import { mask, maskBody, maskLocation } from './mask.js';

/** An emulator may run for weeks. */
const limit = 10_000;

/** Remembers what was asked of the emulator, in the order in which it answered. */
export class Journal {
  #entries: JournalEntry[] = [];

  entries(): JournalEntry[] {
    return this.#entries;
  }

  /** @param reply undefined if the connection was reset */
  record(at: Date, exchange: Exchange, reply: Reply | undefined, byFault: boolean): void {
    const entry = toEntry(at, exchange, reply, byFault);
    this.#entries.push(entry);
    const outcome = outcomeOf(exchange.step, reply);
    if (outcome) this.#entries.push({ ...entry, step: outcome });
    if (this.#entries.length > limit) this.#entries.splice(0, this.#entries.length - limit);
  }

  clear(): void {
    this.#entries = [];
  }
}

function toEntry(
  at: Date,
  { request, step, url, body, notes }: Exchange,
  reply: Reply | undefined,
  byFault: boolean,
): JournalEntry {
  const location = reply?.headers['location'];
  const isPage = reply?.headers['content-type']?.includes('text/html') ?? false;
  const requestBody = maskBody(body, request.headers['content-type']);
  const responseBody = isPage ? undefined : maskBody(reply?.body ?? '', 'application/json');
  return {
    at: at.toISOString(),
    step,
    method: request.method ?? '',
    path: url.pathname,
    ...(url.search !== '' && { query: maskedQuery(url) }),
    status: reply?.status ?? 0,
    ...notes,
    ...(requestBody !== undefined && { request: requestBody }),
    ...(responseBody !== undefined && { response: responseBody }),
    ...(typeof location === 'string' && { location: maskLocation(location) }),
    ...(byFault && { fault: true }),
  };
}

function maskedQuery(url: URL): Record<string, unknown> {
  return mask(Object.fromEntries(url.searchParams)) as Record<string, unknown>;
}

/** A request that moved the flow on by its redirect is told a second time, under the name of what it reached. */
function outcomeOf(step: Step, reply: Reply | undefined): Step | undefined {
  const location = reply?.headers['location'];
  const query = typeof location === 'string' ? URL.parse(location)?.searchParams : undefined;
  if (step === 'authorize' && query?.has('login_request_id')) return 'login_redirect';
  if ((step === 'consent' || step === 'callback') && query?.has('code')) return 'code';
  return undefined;
}
