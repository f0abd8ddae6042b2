import type { Dispatcher } from 'undici';
import { connectionIdOf } from './scalekit/credentials.js';
import type { LoginRequestEntry } from './scalekit/ledger.js';

type Answer = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>;

/** What somebody reads who was not sent back. */
export interface Told {
  readonly status: number;
  /** Our stable code, or nothing where the answer has none. */
  readonly code: string | undefined;
  /** A path of the app's that tries again without a second login. */
  readonly continuePath: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Something to press, or for a script a message. */
  readonly saysWhatIsNext: boolean;
}

/** Where the browser or the script goes from here by itself, if it leaves the app. */
export function wayBackIn({ headers }: Answer, text: string): string | undefined {
  const { location, refresh } = headers;
  if (typeof refresh === 'string') return /url=(.*)$/i.exec(refresh)?.[1];
  if (typeof location === 'string') return location;
  const inHeader = headers['scalekit-redirect-to'];
  if (typeof inHeader === 'string') return inHeader;
  return jsonOf(text)?.['redirectTo'] as string | undefined;
}

export function readTold({ statusCode: status, headers }: Answer, text: string): Told {
  const json = jsonOf(text);
  if (json === undefined) {
    const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
    return {
      status,
      code: /<code>(\w+)<\/code>/.exec(text)?.[1],
      continuePath: links.find((href) => href.startsWith('/scalekit/continue')),
      retryAfterSeconds: secondsIn(headers['retry-after']),
      saysWhatIsNext: links.length > 0 || text.includes('<form'),
    };
  }
  const { handOffError = json } = json as { handOffError?: Record<string, unknown> };
  const { error, message, continueUrl, retryAfterSeconds } = handOffError;
  return {
    status,
    code: typeof error === 'string' ? error : (headers['scalekit-hand-off-error'] as string),
    continuePath: typeof continueUrl === 'string' ? continueUrl : undefined,
    retryAfterSeconds: secondsIn(retryAfterSeconds ?? headers['retry-after']),
    saysWhatIsNext: typeof message === 'string' && message !== '',
  };
}

function secondsIn(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : undefined;
}

/** Whether an address is the callback of this very login request, with its state as it came. */
export function isWayBack(to: URL, entry: LoginRequestEntry): boolean {
  return (
    to.pathname === `/sso/v1/connections/${connectionIdOf(entry.connection)}/partner:callback` &&
    to.searchParams.get('state') === entry.state
  );
}
