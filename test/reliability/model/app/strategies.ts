import { randomBytes } from 'node:crypto';
import { Strategy } from 'passport-strategy';
import { providerOrigin } from '../browser/sites.js';
import { provenBy } from './accounts.js';

interface StrategyRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** OAuth's shape, with a `state` that any browser may bring back: the weakest that strategies do. */
export class CodeStrategy extends Strategy {
  // Passport runs an object that inherits from this one, so no #private field is there.
  private readonly states = new Set<unknown>();

  override authenticate({ query: { code, state } }: StrategyRequest): void {
    const user = provenBy(code);
    if (user && this.states.has(state)) return this.success(user);
    if (code !== undefined) return this.fail(401);
    const fresh = randomBytes(12).toString('base64url');
    this.states.add(fresh);
    this.redirect(`${providerOrigin}/oidc?${new URLSearchParams({ state: fresh }).toString()}`);
  }
}

/** SAML's shape: the answer is a form that the identity provider posts. */
export class PostedAnswerStrategy extends Strategy {
  override authenticate({ query, body }: StrategyRequest): void {
    const fields = { ...query, ...(body as object | undefined) } as Record<string, string>;
    const { SAMLResponse, RelayState } = fields;
    const user = provenBy(SAMLResponse);
    if (user) return this.success(user);
    if (SAMLResponse !== undefined) return this.fail(401);
    const sent = { SAMLRequest: 'request', ...(RelayState !== undefined && { RelayState }) };
    this.redirect(`${providerOrigin}/saml?${new URLSearchParams(sent).toString()}`);
  }
}
