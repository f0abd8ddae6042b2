import { HttpException } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';

/**
 * Whether an error says that this person was not signed in, and not that something is broken: a
 * strategy failed, or the identity provider itself said no (RFC 6749 4.1.2.1, SAML 2.0 core 3.2.2.2).
 */
export function isRefusal(exchange: HttpExchange, error: unknown): boolean {
  if (error instanceof HttpException) return error.getStatus() < 500;
  const saidNo = exchange.query.has('error') || typeof exchange.fields['error'] === 'string';
  return saidNo || (error instanceof Error && 'xmlStatus' in error);
}
