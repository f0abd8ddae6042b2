import type { Provider } from 'oidc-provider';
import { GrantedConsents, isUnder, type GrantedConsent } from '../consent/granted-consents.js';
import type { LoginRequest } from '../login-request/login-request.js';
import { loginBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import type { Storage } from './storage.js';

/** Which login each grant came from, and what users have consented to by them. */
export class Grants {
  readonly consents = new GrantedConsents();
  /** By oidc-provider's id of the grant. */
  readonly #logins = new Newest<LoginRequest>(loginBounds);

  constructor(private readonly storage: Storage) {}

  loginOf(grantId: string | undefined): LoginRequest | undefined {
    return this.#logins.get(grantId ?? '');
  }

  /** The user of a login request allowed its client what it asks for. @returns the grant's id */
  async give(provider: Provider, request: LoginRequest, sub: string): Promise<string> {
    const { clientId, scopes, resources } = request.authorization;
    const grant = new provider.Grant({ accountId: sub, clientId });
    grant.addOIDCScope(scopes.join(' '));
    for (const resource of resources) grant.addResourceScope(resource, scopes.join(' '));
    const grantId = await grant.save();
    this.#logins.set(grantId, request);
    this.consents.grant(request);
    return grantId;
  }

  /**
   * Takes a consent back. Codes and refresh tokens under it are gone with it; access tokens are JWTs, and live on.
   * @returns what was taken back; nothing, if the client has no such consent
   */
  revokeConsent(clientId: string, consentId: string): GrantedConsent | undefined {
    const consent = this.consents.revoke(clientId, consentId);
    if (!consent) return undefined;
    const grants = this.#logins.entries().filter(([, request]) => isUnder(consent, request));
    this.storage.revokeGrants(new Set(grants.map(([grantId]) => grantId)));
    for (const [grantId] of grants) this.#logins.delete(grantId);
    return consent;
  }

  clear(): void {
    this.consents.clear();
    this.#logins.clear();
  }
}
