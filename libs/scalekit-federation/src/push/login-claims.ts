import { Inject, Injectable } from '@nestjs/common';
import { IdentityClaims } from '../claims/identity-claims.js';
import { SharedClaims } from '../claims/shared-claims.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { CallResult } from '../scalekit/authorized-calls.js';
import type { PushResult } from '../scalekit/push-result.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import type { LoginRequestParts } from './login-request-parts.js';

type Named = Pick<LoginRequestParts, 'connection' | 'loginRequestId'>;

/** Who has answered which login request, as far as this process and the store know. */
@Injectable()
export class LoginClaims extends IdentityClaims<CallResult<PushResult>> {
  constructor(
    @Inject(FEDERATION_OPTIONS) { store }: ResolvedOptions,
    private readonly clients: ScalekitClients,
  ) {
    super(store && new SharedClaims(store));
  }

  /** What a login request is known by: two environments may share a store. */
  keyOf({ connection, loginRequestId }: Named): string {
    const { environmentUrl, connectionId } = this.clients.of(connection).connection;
    return `${environmentUrl}/${connectionId}/${loginRequestId}`;
  }
}
