import { carriedOut, cutKinds } from './cut-kinds.js';
import { oddKinds } from './odd-kinds.js';
import type { Call, ScalekitServer } from '../support/scalekit/scalekit-server.js';

/** One way to fail. Without a weight of its own it comes as often as any other. */
export interface FaultKind {
  readonly weight: number;
  /** Scalekit's last word on this login request: whatever is pressed, it stays. */
  readonly terminal?: true;
  readonly run: (call: Call, server: ScalekitServer) => Promise<void> | void;
}

export type FaultKinds = Readonly<Record<string, FaultKind>>;

const refusals = [400, 403, 404, 409, 422] as const;
const troubles = [429, 500, 502, 503, 504] as const;

function answers(status: number, headers: Record<string, string> = {}): FaultKind['run'] {
  return async ({ read, response }) => {
    await read();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ code: 13, message: 'injected' }));
  };
}

const troubleKinds: FaultKinds = Object.fromEntries([
  ...troubles.map((status) => [`${status}`, { weight: 1, run: answers(status) }]),
  ...[429, 503].map((status) => [
    `${status} with Retry-After`,
    { weight: 1, run: answers(status, { 'retry-after': '1' }) },
  ]),
  ...[502, 503, 504].map((status) => [
    `carried out, answered ${status}`,
    { weight: 1, run: carriedOut(answers(status)) },
  ]),
]) as FaultKinds;

const refusalKinds = (terminal: boolean): FaultKinds =>
  Object.fromEntries(
    refusals.map((status) => [
      `${status}`,
      { weight: 0.3, run: answers(status), ...(terminal && { terminal: true as const }) },
    ]),
  );

/** Of both sides. Only a push is refused for good: a token is asked for anew by everybody. */
export const faultKinds: Readonly<Record<Call['side'], FaultKinds>> = {
  token: {
    ...refusalKinds(false),
    ...troubleKinds,
    ...cutKinds,
    ...oddKinds,
    '401': { weight: 0.3, run: answers(401) },
    'expires_in is nonsense': {
      weight: 1,
      run: async ({ carryOut, response }) => {
        const { status, body } = await carryOut();
        const odd = { ...body, expires_in: 1.8e19 };
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(odd));
      },
    },
  },
  push: {
    ...refusalKinds(true),
    ...troubleKinds,
    ...cutKinds,
    ...oddKinds,
    '401, the token expired early': {
      // It makes tokens be asked for in the middle of logins.
      weight: 4,
      run: async (call, server) => {
        server.tokens.revoke(call.by);
        await answers(401)(call, server);
      },
    },
  },
};
