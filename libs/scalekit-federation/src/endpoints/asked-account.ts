import { Inject, Injectable } from '@nestjs/common';
import { PrincipalInvalidError } from '../errors/federation-errors.js';
import { FederationService } from '../push/federation.service.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import { awaitApp } from '../errors/app-function.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { FederatedUser } from '../user/federated-user.js';
import { tooLarge, type LoginRequestRecord } from '../login-request/login-request-record.js';

/** Who is asked on the continue page. */
export interface Account {
  readonly user: FederatedUser;
  readonly fromSession: boolean;
  /** Whom the app's session names, as the app knows them. */
  readonly principal?: unknown;
  /** They have signed in for this very login request. */
  readonly fresh: boolean;
}

/** Finds out whom the continue page is about. */
@Injectable()
export class AskedAccount {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly federation: FederationService,
  ) {}

  /**
   * The session's word comes first: somebody else may have signed in since the account was sealed.
   *
   * @returns undefined when nobody is signed in, or not any more
   * @throws PrincipalInvalidError
   */
  async of(
    request: PlatformRequest,
    { user: sealed, ofSession, connection, fresh = false }: LoginRequestRecord,
  ): Promise<Account | undefined> {
    const principal = await awaitApp('currentUser', () => this.options.currentUser(request));
    if (principal) {
      const user = this.federation.toFederatedUser(principal, { connection, request });
      const isSame = sealed !== tooLarge && sealed?.sub === user.sub;
      return { user: isSame ? sealed : user, fromSession: true, principal, fresh: isSame && fresh };
    }
    if (ofSession) return undefined;
    // Signing in again would only end here again.
    if (sealed === tooLarge) {
      throw new PrincipalInvalidError([
        'it is larger than the 3 KB that a cookie holds, and no session of the app says who signed in',
      ]);
    }
    return sealed && { user: sealed, fromSession: false, fresh };
  }
}
