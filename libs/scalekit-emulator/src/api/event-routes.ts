import { ApiError } from '../environment/api-error.js';
import { isRecord } from '../environment/checks.js';
import type { Environment } from '../environment/environment.js';
import { idFor } from '../environment/ids.js';
import type { Journal } from '../journal/journal.js';
import type { JournalEntry, Step } from '../journal/journal-entry.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Route } from '../server/router.js';
import { answerApi } from './answer-api.js';

const defaultPageSize = 30;

/** The steps of a login that an app can look up. Scalekit documents no names for them; these are ours. */
const eventTypes: Partial<Record<Step, string>> = {
  login_redirect: 'auth_request.login_requested',
  push: 'auth_request.user_details_updated',
  callback: 'auth_request.callback_received',
  code: 'auth_request.code_issued',
  token: 'auth_request.token_issued',
};

/** `POST /api/v1/events/paginated`, newest first, by `auth_request_id`, `connection_id` and `event_types`. */
export function eventRoutes(
  environment: Environment,
  journal: Journal,
  server: AuthorizationServer,
): Route[] {
  return [
    {
      step: 'events',
      method: 'POST',
      path: /^\/api\/v1\/events\/paginated$/,
      summary: 'The steps of logins, by auth_request_id, connection_id, event_types',
      handle: ({ request, body }) =>
        answerApi(async () => {
          await server.backendTokens.authenticate(request.headers.authorization);
          const query = parseQuery(body);
          const found = journal
            .entries()
            .filter((entry) => matches(entry, query.filter))
            .map((entry) => toEvent(environment, entry))
            .toReversed();
          const end = query.offset + query.pageSize;
          return {
            events: found.slice(query.offset, end),
            next_page_token: end < found.length ? String(end) : '',
            prev_page_token:
              query.offset > 0 ? String(Math.max(0, query.offset - query.pageSize)) : '',
          };
        }),
    },
  ];
}

function parseQuery(body: string): {
  filter: Record<string, unknown>;
  pageSize: number;
  offset: number;
} {
  const query = parseObject(body);
  const filter = query['filter'];
  const offset = Number(query['page_token'] ?? query['pageToken'] ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new ApiError('INVALID_ARGUMENT', 'invalid page_token');
  }
  return {
    filter: isRecord(filter) ? filter : {},
    pageSize: Number(query['page_size'] ?? query['pageSize'] ?? 0) || defaultPageSize,
    offset,
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body || '{}');
    if (isRecord(parsed)) return parsed;
  } catch {
    // answered below
  }
  throw new ApiError('INVALID_ARGUMENT', 'the body must be a JSON object');
}

function matches(entry: JournalEntry, filter: Record<string, unknown>): boolean {
  const type = eventTypes[entry.step];
  const types = filter['event_types'] ?? filter['eventTypes'];
  const wanted: [unknown, unknown][] = [
    [filter['auth_request_id'] ?? filter['authRequestId'], entry.authRequestId],
    [filter['connection_id'] ?? filter['connectionId'], entry.connectionId],
  ];
  return (
    type !== undefined &&
    entry.authRequestId !== undefined &&
    wanted.every(([asked, own]) => asked === undefined || asked === '' || asked === own) &&
    (!Array.isArray(types) || types.length === 0 || types.includes(type))
  );
}

/** Scalekit's ScalekitEvent message. */
function toEvent(environment: Environment, entry: JournalEntry): object {
  const { at, step, status, authRequestId, loginRequestId, connectionId, clientId, sub } = entry;
  return {
    spec_version: '1',
    id: idFor('evt', `${at} ${step} ${status} ${authRequestId}`),
    type: eventTypes[step],
    occurred_at: at,
    environment_id: environment.id,
    object: 'AuthRequest',
    display_name: eventTypes[step]?.replace('auth_request.', '').replaceAll('_', ' '),
    data: {
      auth_request_id: authRequestId,
      login_request_id: loginRequestId,
      connection_id: connectionId,
      client_id: clientId,
      ...(sub !== undefined && { sub }),
      http_status: status,
    },
  };
}
