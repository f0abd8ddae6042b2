import { ApiError, toGatewayBody } from '../environment/api-error.js';
import { grpcCodeOf } from '../environment/grpc-code.js';
import type { RequestStep } from '../journal/journal-entry.js';
import type { Reply, Transfer } from '../server/exchange.js';
import type { Fault } from './fault.js';
import { randomNumbers } from './random-numbers.js';

interface Armed {
  fault: Fault;
  left: number;
  /** The next random number, from 0 up to 1. */
  draw: () => number;
}

/** The faults that are armed. For each step they are used up in the order in which they came. */
export class Faults {
  #armed: Armed[];

  /** @param plan armed from the start and after every `clear` to the start */
  constructor(private readonly plan: readonly Fault[] = []) {
    this.#armed = plan.map(arm);
  }

  add(fault: Fault): void {
    this.#armed.push(arm(fault));
  }

  /** Those that can still strike. */
  list(): Fault[] {
    return this.#armed.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  /** Takes the fault for a request, and counts it. */
  take(step: RequestStep): Fault | undefined {
    const armed = this.#armed.find(
      ({ fault, left, draw }) =>
        fault.on === step &&
        left > 0 &&
        (fault.probability === undefined || draw() < fault.probability),
    );
    if (armed) armed.left -= 1;
    return armed?.fault;
  }

  clear(): void {
    this.#armed = [];
  }

  reset(): void {
    this.#armed = this.plan.map(arm);
  }
}

function arm(fault: Fault): Armed {
  return { fault, left: fault.times ?? Infinity, draw: randomNumbers(fault.seed ?? 1) };
}

/** Whether the fault has an answer of its own; one that only delays has not. */
export function answersItself(fault: Fault): boolean {
  return fault.reset === true || fault.status !== undefined || fault.body !== undefined;
}

/** What the fault does to the way of an answer, whoever it is from. */
export function transferOf({ dripMs, truncated }: Fault): Transfer | undefined {
  if (truncated === true) return 'truncated';
  return dripMs === undefined ? undefined : { dripMs };
}

export function faultReply({ on, status = 200, headers = {}, body }: Fault): Reply {
  const asText = typeof body === 'string';
  const value = body === undefined ? defaultBody(on, status) : body;
  return {
    status,
    headers: { 'content-type': asText ? 'text/plain' : 'application/json', ...lowerCased(headers) },
    body: asText ? body : JSON.stringify(value),
  };
}

/** The token endpoint speaks RFC 6749 section 5.2, the rest of the API like Scalekit's gateway. */
function defaultBody(step: RequestStep, status: number): object {
  if (step === 'token' || step === 'register') {
    const error =
      status === 401 ? 'invalid_client' : status < 500 ? 'invalid_request' : 'server_error';
    return { error, error_description: 'fault injected' };
  }
  return toGatewayBody(new ApiError(grpcCodeOf(status), 'fault injected'));
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
