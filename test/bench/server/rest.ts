import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { authRequestId, isAuthorized, type Ledger } from './ledger.js';
import { credentials, wireUser } from './credentials.js';

const pushPath = new RegExp(
  `^/api/v1/connections/${credentials.connectionId}/auth-requests/lri_\\d+/user$`,
);

/** `POST /oauth/token` and the push. */
export function rest(
  ledger: Ledger,
): (request: Http2ServerRequest, response: Http2ServerResponse) => void {
  return (request, response) => {
    void read(request).then((body) => {
      const { status, answer } = answerTo(ledger, request, body);
      const text = JSON.stringify(answer);
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': text.length,
      });
      response.end(text);
    });
  };
}

function answerTo(
  ledger: Ledger,
  request: Http2ServerRequest,
  body: string,
): { status: number; answer: object } {
  const path = request.url ?? '';
  if (path === '/oauth/token') return token(ledger, body);
  if (!pushPath.test(path)) return { status: 404, answer: { code: 5, message: 'not found' } };
  if (!isAuthorized(ledger, request.headers.authorization)) {
    return { status: 401, answer: { code: 16, message: 'Token empty' } };
  }
  const { sub, email } = JSON.parse(body) as Partial<typeof wireUser>;
  if (sub !== wireUser.sub || email !== wireUser.email) {
    return { status: 400, answer: { code: 3, message: 'Validation error' } };
  }
  ledger.pushes += 1;
  return { status: 200, answer: { auth_request_id: authRequestId } };
}

function token(ledger: Ledger, body: string): { status: number; answer: object } {
  ledger.tokenRequests += 1;
  const form = new URLSearchParams(body);
  const isKnown =
    form.get('client_id') === credentials.clientId &&
    form.get('client_secret') === credentials.clientSecret;
  return isKnown
    ? {
        status: 200,
        answer: { access_token: ledger.accessToken, token_type: 'Bearer', expires_in: 86_399 },
      }
    : { status: 401, answer: { error: 'invalid_client' } };
}

function read(request: Http2ServerRequest): Promise<string> {
  return new Promise((resolve) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => resolve(body));
  });
}
