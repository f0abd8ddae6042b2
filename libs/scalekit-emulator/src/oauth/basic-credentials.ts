import { reworded, type Exchange } from '../server/exchange.js';

/**
 * Moves a client's id and secret from the Authorization header into the form (RFC 6749 section 2.3.1). Scalekit takes
 * them either way; oidc-provider only the one way that a client was registered for.
 * @param isKnown whether a client is one that nobody registered
 */
export function withCredentialsInForm(
  exchange: Exchange,
  isKnown: (clientId: string) => boolean,
): Exchange {
  const { authorization, ...headers } = exchange.request.headers;
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return exchange;
  const [clientId = '', clientSecret = ''] = Buffer.from(encoded, 'base64')
    .toString('utf8')
    .split(':', 2)
    .map((part) => decode(part));
  if (!isKnown(clientId)) return exchange;
  const form = new URLSearchParams(exchange.body);
  form.set('client_id', clientId);
  form.set('client_secret', clientSecret);
  return { ...exchange, request: reworded(exchange.request, { headers }), body: form.toString() };
}

function decode(formEncoded: string): string {
  return new URLSearchParams(`value=${formEncoded}`).get('value') ?? '';
}
