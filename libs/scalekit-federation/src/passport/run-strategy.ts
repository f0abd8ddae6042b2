import type { PlatformRequest } from '../http/http-exchange.js';
import type { StrategyAnswer } from './strategy-answer.js';
import { CapturedResponse } from './captured-response.js';

/** Passport's strategies know requests as Express and Node make them. */
interface StrategyRequest extends PlatformRequest {
  connection?: unknown;
  readonly raw?: { readonly socket?: unknown };
}

/** How a run of a strategy ended: somebody was authenticated, or the strategy answered by itself. */
export type StrategyEnd =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'answered'; readonly answer: StrategyAnswer };

/** How the strategy sees the request, for this run only. */
export interface StrategyView {
  /** Laid over the body. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Some strategies begin on GET alone, and the login page's button is a POST. */
  readonly asGet?: boolean;
}

/**
 * Runs a Passport guard with a response that is caught, and gives Fastify's request what strategies
 * expect of Express's.
 *
 * @param authenticate runs the guard with this response; what it throws passes through
 */
export async function runStrategy(
  request: object,
  response: object,
  authenticate: (response: object) => Promise<unknown>,
  { fields, asGet = false }: StrategyView = {},
): Promise<StrategyEnd> {
  const strategyRequest = request as StrategyRequest;
  const captured = new CapturedResponse(response);
  strategyRequest.connection ??= strategyRequest.raw?.socket;
  const restore = shadow(request, {
    res: captured,
    ...(fields && { body: { ...(strategyRequest.body as object | undefined), ...fields } }),
    ...(asGet && { method: 'GET' }),
  });
  try {
    return await Promise.race([
      authenticate(captured).then((): StrategyEnd => ({ kind: 'authenticated' })),
      captured.answer.then((answer): StrategyEnd => ({ kind: 'answered', answer })),
    ]);
  } finally {
    restore();
  }
}

/** Lays own properties over an object's; Fastify's are getters of its prototype. */
function shadow(target: object, properties: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(properties).map(
    (key) => [key, Object.getOwnPropertyDescriptor(target, key)] as const,
  );
  for (const [key, value] of Object.entries(properties)) {
    Object.defineProperty(target, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return () => {
    for (const [key, descriptor] of before) {
      if (descriptor) Object.defineProperty(target, key, descriptor);
      else Reflect.deleteProperty(target, key);
    }
  };
}
