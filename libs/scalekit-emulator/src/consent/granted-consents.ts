import { newId } from '../environment/ids.js';
import type { LoginRequest } from '../login-request/login-request.js';
import { loginBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';

/** That a user allowed a client to use an MCP server: what is connected, until it is taken back. */
export interface GrantedConsent {
  /** `usrcnst_…` */
  readonly id: string;
  /** Grows with every consent, so that pages stay in place while others come and go. */
  readonly order: number;
  readonly resourceId: string;
  /** The `sub` that the app pushed. */
  readonly sub: string;
  /** `m2m_…`, also of a client whose id on the wire is a URL. */
  readonly clientId: string;
  readonly clientName: string;
  /** All that was allowed so far. */
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
}

type Parties = Pick<GrantedConsent, 'resourceId' | 'sub' | 'clientId'>;

/** The newest consents; one for each client, user and MCP server. */
export class GrantedConsents {
  readonly #byParties = new Newest<GrantedConsent>(loginBounds);
  #last = 0;

  /** A client that is allowed again keeps its consent, with the new scopes beside the old ones. */
  grant(request: LoginRequest): void {
    const parties = partiesOf(request);
    const key = keyOf(parties);
    const known = this.#byParties.get(key);
    const { scopes, client } = request.authorization;
    const consent = {
      ...parties,
      id: known?.id ?? newId('usrcnst'),
      order: known?.order ?? (this.#last += 1),
      clientName: client.name ?? '',
      scopes: [...new Set([...(known?.scopes ?? []), ...scopes])],
      grantedAt: new Date(),
    };
    this.#byParties.set(key, consent, Buffer.byteLength(JSON.stringify(consent)));
  }

  /** Whether the user has allowed the client all that it asks for. */
  covers(request: LoginRequest): boolean {
    const known = this.#byParties.get(keyOf(partiesOf(request)));
    return (
      known !== undefined &&
      request.authorization.scopes.every((scope) => known.scopes.includes(scope))
    );
  }

  /** Newest first. @param search what `sub` has in it, in whatever case; '' finds all */
  find(resourceId: string, search: string): GrantedConsent[] {
    const wanted = search.toLowerCase();
    return this.#byParties
      .values()
      .filter((one) => one.resourceId === resourceId && one.sub.toLowerCase().includes(wanted))
      .sort((one, other) => other.order - one.order);
  }

  /** @returns what was taken back; nothing, if the client has no such consent */
  revoke(clientId: string, id: string): GrantedConsent | undefined {
    const consent = this.#byParties.values().find((one) => one.id === id);
    if (consent?.clientId !== clientId) return undefined;
    this.#byParties.delete(keyOf(consent));
    return consent;
  }

  clear(): void {
    this.#byParties.clear();
  }
}

/** Whether a login request is the user's, the client's and the MCP server's that the consent is about. */
export function isUnder(consent: GrantedConsent, request: LoginRequest): boolean {
  return keyOf(partiesOf(request)) === keyOf(consent);
}

function partiesOf({ authorization, user }: LoginRequest): Parties {
  const { resourceId, client } = authorization;
  return { resourceId, sub: user?.sub ?? '', clientId: client.skClientId };
}

function keyOf({ resourceId, sub, clientId }: Parties): string {
  return JSON.stringify([resourceId, clientId, sub]);
}
