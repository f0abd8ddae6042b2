import type { AskForDetails } from 'nestjs-scalekit-federation';

const patienceMs = 1_000;

/**
 * Which app asks for a login, as the emulator on this machine tells it. With a real environment one
 * writes, with `@scalekit-sdk/node` from 2.17 on:
 *
 * ```ts
 * loginRequestDetails: (id) => scalekit.auth.getLoginRequestDetails(id)
 * ```
 *
 * Without either, the policy has to take whatever is asked for as elevated.
 *
 * @returns undefined where Scalekit is not on this machine
 */
export function emulatorDetails(emulatorUrl: string | undefined): AskForDetails | undefined {
  if (emulatorUrl === undefined) return undefined;
  return async (id) => {
    const url = new URL(`/emulator/login-requests/${encodeURIComponent(id)}`, emulatorUrl);
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) throw new Error(`The emulator answered ${answer.status}`);
    return answer.json();
  };
}
