import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import {
  Configuration,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import { Strategy } from 'openid-client/passport';
import { sampleConfig, type SampleConfig } from '../../config/sample.config.js';
import type { User } from '../../users/user.js';
import { SsoAccounts } from '../sso-accounts.service.js';
import { callbackUrl } from '../sso-ways.js';

/** OpenID Connect, by openid-client: code flow with PKCE. */
@Injectable()
export class OidcStrategy extends PassportStrategy(Strategy, 'oidc') {
  constructor(
    configuration: Configuration,
    @Inject(sampleConfig.KEY) config: SampleConfig,
    private readonly accounts: SsoAccounts,
  ) {
    super({
      config: configuration,
      callbackURL: callbackUrl(config, 'oidc'),
      scope: 'openid email profile',
    });
  }

  /** The strategy sends no `state` beside PKCE. With one, its answer tells which login request it belongs to. */
  override authorizationRequestParams(
    ...[request, options]: Parameters<Strategy['authorizationRequestParams']>
  ): URLSearchParams {
    const parameters = new URLSearchParams(super.authorizationRequestParams(request, options));
    parameters.set('state', randomState());
    return parameters;
  }

  validate(tokens: TokenEndpointResponse & TokenEndpointResponseHelpers): Promise<User | false> {
    const { sub: subject, email, name }: Record<string, unknown> = { ...tokens.claims() };
    return this.accounts.of('oidc', { subject, email, name });
  }
}
