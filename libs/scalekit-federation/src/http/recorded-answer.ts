import type { Answer } from './answer.js';

/** A property of the response, and no table beside it: whoever wraps a response passes these on. */
const key = Symbol.for('scalekit-federation:recorded-answer');

/** Sets an answer aside. It is written in the place of what Nest would write for the route. */
export function recordAnswer(response: object, answer: Answer): void {
  Object.defineProperty(response, key, { value: answer, configurable: true, writable: true });
}

export function recordedAnswer(response: object): Answer | undefined {
  return Reflect.get(response, key) as Answer | undefined;
}

/** For whoever writes it, or lets a failure be written instead. */
export function takeRecordedAnswer(response: object): Answer | undefined {
  const answer = recordedAnswer(response);
  // Emptied and not deleted: V8 keeps what has lost a property as a slow dictionary.
  if (answer !== undefined) Reflect.set(response, key, undefined);
  return answer;
}
