import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import {
  Configuration,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import { Strategy } from 'openid-client/passport';
import { loginRequestOf } from 'nestjs-scalekit-federation/passport';
import { sampleConfig, type SampleConfig } from '../../config/sample.config.js';
import { signsInAnew } from '../../federation/elevated.js';
import type { User } from '../../users/user.js';
import { SsoAccounts } from '../sso-accounts.service.js';
import { callbackUrl } from '../sso-ways.js';

/** OpenID Connect, by openid-client: code flow with PKCE. */
@Injectable()
export class OidcStrategy extends PassportStrategy(Strategy, 'oidc') {
  constructor(
    configuration: Configuration,
    @Inject(sampleConfig.KEY) private readonly app: SampleConfig,
    private readonly accounts: SsoAccounts,
  ) {
    super({
      config: configuration,
      callbackURL: callbackUrl(app, 'oidc'),
      scope: 'openid email profile',
    });
  }

  /** The strategy sends no `state` beside PKCE. With one, its answer tells which login request it belongs to. */
  override authorizationRequestParams(
    ...[request, options]: Parameters<Strategy['authorizationRequestParams']>
  ): URLSearchParams {
    const parameters = new URLSearchParams(super.authorizationRequestParams(request, options));
    parameters.set('state', randomState());
    if (signsInAnew(loginRequestOf(request), this.app)) {
      parameters.set('prompt', 'login');
      // Its answer has to say when that was (OpenID Connect Core 3.1.2.1); how long ago is the module's to judge.
      parameters.set('max_age', '600');
    }
    return parameters;
  }

  async validate(
    tokens: TokenEndpointResponse & TokenEndpointResponseHelpers,
  ): Promise<User | false> {
    const claims = tokens.claims();
    const { sub: subject, email, name }: Record<string, unknown> = { ...claims };
    const user = await this.accounts.of('oidc', { subject, email, name });
    // This strategy passes on nothing beside the user.
    if (user && claims?.auth_time !== undefined) user.authTime = claims.auth_time;
    return user;
  }
}
