import { ApiError } from '../environment/api-error.js';

/** A request of Scalekit's REST API. */
export interface RestCall {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body: object | undefined;
}

/** A request message in protobuf's JSON, with the names of the .proto file. */
type Message = Readonly<Record<string, unknown>>;

/**
 * Scalekit's REST API is its gRPC API behind a gateway, by google.api.http. Here the way is taken backwards: each gRPC
 * method is carried out as the REST call that stands for it, so both have one set of rules, faults and journal lines.
 */
export const methods: Readonly<Record<string, (message: Message) => RestCall>> = {
  'scalekit.v1.auth.AuthService/UpdateLoginUserDetails': (message) => {
    const connection = segment(message, 'connection_id');
    const loginRequest = segment(message, 'login_request_id');
    return {
      method: 'POST',
      path: `/api/v1/connections/${connection}/auth-requests/${loginRequest}/user`,
      body: (message['user'] as object | undefined) ?? {},
    };
  },
  'scalekit.v1.events.EventsService/ListEventsPaginated': (message) => ({
    method: 'POST',
    path: '/api/v1/events/paginated',
    body: message,
  }),
  'scalekit.v1.clients.ClientService/GetResource': (message) => ({
    method: 'GET',
    path: `/api/v1/resources/${segment(message, 'resource_id')}`,
    body: undefined,
  }),
  'scalekit.v1.clients.ClientService/ListResourceUserConsents': (message) => ({
    method: 'GET',
    path: `/api/v1/user_consents?${queryOf(message)}`,
    body: undefined,
  }),
  'scalekit.v1.clients.ClientService/RevokeUserConsent': (message) => ({
    method: 'DELETE',
    path: `/api/v1/clients/${segment(message, 'client_id')}/consents/${segment(message, 'consent_id')}`,
    body: undefined,
  }),
};

/**
 * One part of the path, percent-encoded.
 * @throws {ApiError} INVALID_ARGUMENT if it is missing: a path could not tell that
 */
function segment(message: Message, field: string): string {
  const value = message[field];
  if (typeof value === 'string' && value !== '') return encodeURIComponent(value);
  throw new ApiError('INVALID_ARGUMENT', 'Validation error', [
    { field, description: 'value is required', constraint: 'required' },
  ]);
}

function queryOf(message: Message): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(message)) query.set(name, String(value));
  return query.toString();
}
