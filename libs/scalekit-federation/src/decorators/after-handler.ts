import { isObservable, lastValueFrom } from 'rxjs';
import { attemptOf, type LoginAttempt } from '../login/login-attempt.js';
import type { Answer } from '../http/answer.js';

/** Decides, with what the handler returned, on an answer of ours; undefined leaves the handler's own. */
export type AfterHandler = (flow: LoginAttempt, result: unknown) => Promise<Answer | undefined>;

type Handler = (...parameters: unknown[]) => unknown;

/** Nest's keys and its type of a `@Req()` parameter. */
const routeArguments = '__routeArguments__';
const requestParameter = '0';

/**
 * Runs `decide` behind a route's handler and throws its answer. The handler is wrapped, and asks for
 * the request with one parameter more, instead of being followed by an interceptor: an interceptor
 * costs every plain login of the app a pipeline of Observables, this costs it a look-up.
 */
export function AfterHandler(decide: AfterHandler): MethodDecorator {
  return (target, name, descriptor) => {
    const handler = descriptor.value as Handler;
    const position = requestPosition(target.constructor, name, handler.length);

    function wrapped(this: unknown, ...parameters: unknown[]): unknown {
      const flow = attemptOf(parameters[position]);
      flow?.userWatch?.open();
      const result = handler.apply(this, parameters.slice(0, position));
      return flow === undefined ? result : answered(flow, result, decide);
    }
    takeOver(handler, wrapped);
    Reflect.set(descriptor, 'value', wrapped);
  };
}

async function answered(flow: LoginAttempt, result: unknown, decide: AfterHandler): Promise<unknown> {
  const value: unknown = isObservable(result)
    ? await lastValueFrom(result, { defaultValue: undefined })
    : await result;
  flow.userWatch?.close();
  const answer = await decide(flow, value);
  if (answer !== undefined) flow.ending.answer(flow, answer);
  return value;
}

/** Adds a `@Req()` behind the handler's own parameters and says where it stands. */
function requestPosition(controller: object, name: string | symbol, declared: number): number {
  const own = (Reflect.getMetadata(routeArguments, controller, name) ?? {}) as Record<
    string,
    { readonly index: number }
  >;
  const position = Math.max(declared, ...Object.values(own).map(({ index }) => index + 1));
  const request = { index: position, data: undefined, pipes: [] };
  const all = { ...own, [`${requestParameter}:${position}`]: request };
  Reflect.defineMetadata(routeArguments, all, controller, name);
  return position;
}

/** Name and metadata of the handler, so that guards, pipes and documentation meet the one they know. */
function takeOver(handler: Handler, wrapped: Handler): void {
  Object.defineProperty(wrapped, 'name', { value: handler.name, configurable: true });
  for (const key of Reflect.getMetadataKeys(handler) as unknown[]) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), wrapped);
  }
}
