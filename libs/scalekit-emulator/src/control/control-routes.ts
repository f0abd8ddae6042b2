import { answerApi } from '../api/answer-api.js';
import { isRecord } from '../environment/checks.js';
import type { ResolvedSettings } from '../environment/environment.js';
import { faultPlanProblems } from '../faults/check-fault.js';
import type { Fault } from '../faults/fault.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { json, noContent, type Reply } from '../server/exchange.js';
import type { LoginRequestDetails } from '../login-request/login-request-details.js';
import type { Route } from '../server/router.js';
import { isFromAnotherSite } from '../server/same-origin.js';
import type { EmulatorSettings } from '../settings.js';

/** What tests do with the emulator, beside what Scalekit's clients do. */
export interface Control {
  readonly settings: ResolvedSettings;
  readonly armedFaults: Fault[];
  /** How many journal entries had to make room. */
  readonly droppedEntries: number;
  configure(settings: EmulatorSettings): void;
  journal(): JournalEntry[];
  /** @throws {ApiError} NOT_FOUND */
  loginRequestDetails(loginRequestId: string): LoginRequestDetails;
  fail(fault: Fault): void;
  clearFaults(): void;
  reset(): void;
}

/** The same as the library's methods, for tests in any language. Scalekit has nothing under `/emulator`. */
export function controlRoutes(control: Control): Route[] {
  return [
    ownRoute('GET', /^\/emulator\/journal$/, 'Everything that was asked, oldest first', ({ url }) =>
      json(200, selected(control.journal(), url.searchParams), {
        'x-dropped-entries': String(control.droppedEntries),
      }),
    ),
    ownRoute(
      'GET',
      /^\/emulator\/login-requests\/(?<id>[^/]+)$/,
      'Which client asks, for what: Scalekit’s GetLoginRequestDetails',
      ({ params }) => answerApi(async () => control.loginRequestDetails(params['id'] ?? '')),
    ),
    ownRoute('GET', /^\/emulator\/settings$/, 'The settings as they are', () =>
      json(200, control.settings),
    ),
    ownRoute('PATCH', /^\/emulator\/settings$/, 'Changes settings', ({ body }) =>
      withJson(body, (settings) => {
        if (!isRecord(settings)) throw new Error('the body must be a JSON object');
        control.configure(settings);
        return json(200, control.settings);
      }),
    ),
    ownRoute('GET', /^\/emulator\/faults$/, 'The faults that are armed', () =>
      json(200, control.armedFaults),
    ),
    ownRoute('POST', /^\/emulator\/faults$/, 'Arms a fault, or a list of them', ({ body }) =>
      withJson(body, (value) => {
        const faults = (Array.isArray(value) ? value : [value]) as Fault[];
        const problems = faultPlanProblems(faults);
        if (problems.length > 0) throw new Error(problems.join('; '));
        for (const fault of faults) control.fail(fault);
        return json(201, control.armedFaults);
      }),
    ),
    ownRoute('DELETE', /^\/emulator\/faults$/, 'Disarms all faults', () => {
      control.clearFaults();
      return noContent;
    }),
    ownRoute('POST', /^\/emulator\/reset$/, 'Goes back to the start', () => {
      control.reset();
      return noContent;
    }),
  ];
}

/** A page that a developer happens to visit must not reach into an emulator on the same machine. */
function ownRoute(
  method: Route['method'],
  path: RegExp,
  summary: string,
  handle: Route['handle'],
): Route {
  return {
    method,
    path,
    summary,
    handle: (exchange) => (isFromAnotherSite(exchange.request) ? forbidden : handle(exchange)),
  };
}

/** `?step=push&authRequestId=req_…`: entries in which these members have these values. */
function selected(entries: JournalEntry[], query: URLSearchParams): JournalEntry[] {
  return entries.filter((entry) =>
    [...query].every(([name, value]) => String(entry[name as keyof JournalEntry]) === value),
  );
}

function withJson(body: string, answer: (value: unknown) => Reply): Reply {
  try {
    return answer(JSON.parse(body));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return json(400, { error: 'invalid_request', error_description: message });
  }
}

const forbidden = json(403, {
  error: 'access_denied',
  error_description: 'pages of other sites have no say here',
});
