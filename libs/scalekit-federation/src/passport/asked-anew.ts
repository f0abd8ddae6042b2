import { inflateRawSync } from 'node:zlib';
import { queryOf } from './returned-state.js';
import type { StrategyAnswer } from './strategy-answer.js';

const maxXmlBytes = 64 * 1024;

/**
 * Whether a strategy has told the identity provider to sign the person in anew, whatever session it has:
 * OpenID Connect Core 3.1.2.1 (`prompt`, `max_age`), SAML 2.0 core 3.4.1 (`ForceAuthn`).
 */
export function asksAnew({ headers, body }: StrategyAnswer): boolean {
  const query = queryOf(headers['location']);
  const prompts = (query.get('prompt') ?? '').split(' ');
  if (prompts.includes('login') || query.get('max_age') === '0') return true;
  const inQuery = query.get('SAMLRequest');
  if (inQuery !== null) return forcesAuthn(inflated(Buffer.from(inQuery, 'base64')));
  const inForm = /name="SAMLRequest"\s+value="([^"]+)"/.exec(body)?.[1];
  return inForm !== undefined && forcesAuthn(Buffer.from(inForm, 'base64').toString());
}

function forcesAuthn(xml: string): boolean {
  return /<[\w:-]*AuthnRequest\b[^>]*\bForceAuthn="(true|1)"/.test(xml);
}

function inflated(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxXmlBytes }).toString();
  } catch {
    return '';
  }
}
