import type { Exchange, Reply } from '../server/exchange.js';
import type { JournalEntry, Step } from './journal-entry.js';
import { journalBounds, journaledBodyBytes } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import { mask, maskBody, maskLocation } from './mask.js';

/** Remembers what was asked of the emulator, in the order in which it answered. */
export class Journal {
  /** As text: parsed, a small body of many empty objects would take up twenty times its bytes. */
  readonly #lines = new Newest<Buffer>(journalBounds);
  #last = 0;
  #clearings = 0;

  entries(): JournalEntry[] {
    const entries = this.#lines.values().map((line) => JSON.parse(line.toString()) as JournalEntry);
    const [oldest] = entries;
    if (oldest && this.dropped > 0) oldest.droppedBefore = this.dropped;
    return entries;
  }

  /** How many entries had to make room for newer ones. */
  get dropped(): number {
    return this.#lines.dropped;
  }

  /** Another one after every change. */
  get version(): string {
    return `${this.#last}-${this.#clearings}`;
  }

  /** @param reply undefined if the connection was reset */
  record(at: Date, exchange: Exchange, reply: Reply | undefined, byFault: boolean): void {
    const entry = toEntry(at, exchange, reply, byFault);
    this.#add(entry);
    const outcome = outcomeOf(exchange.step, reply);
    if (outcome) this.#add({ ...entry, step: outcome });
  }

  clear(): void {
    this.#lines.clear();
    this.#clearings += 1;
  }

  #add(entry: JournalEntry): void {
    const line = Buffer.from(JSON.stringify(entry));
    this.#lines.set(String((this.#last += 1)), line, line.length);
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
  const answer = isPage ? '' : (reply?.body ?? '');
  const requestBody = journaled(body, request.headers['content-type']);
  const responseBody = journaled(answer, 'application/json');
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

/** The masked body, or the size of one that is too large to be kept. */
function journaled(body: string, contentType: string | undefined): unknown {
  const bytes = Buffer.byteLength(body);
  return bytes > journaledBodyBytes
    ? `${bytes} bytes, cut: the journal keeps bodies of up to ${journaledBodyBytes}`
    : maskBody(body, contentType);
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
