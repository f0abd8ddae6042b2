import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import {
  MultiSamlStrategy,
  type MultiStrategyConfig,
  type Profile,
  type VerifyWithoutRequest,
} from '@node-saml/passport-saml';
import type { LoginRequest } from 'nestjs-scalekit-federation';
import { loginRequestOf } from 'nestjs-scalekit-federation/passport';
import { sampleConfig, type SampleConfig } from '../../config/sample.config.js';
import { signsInAnew } from '../../federation/elevated.js';
import type { User } from '../../users/user.js';
import { IdentityProviders } from '../identity-providers.js';
import { SsoAccounts } from '../sso-accounts.service.js';
import { callbackUrl } from '../sso-ways.js';
import { authnInstantOf } from './authn-instant.js';

/** Log-outs are not asked for here, so whoever checks a login checks them as well. */
class Saml extends MultiSamlStrategy {
  constructor(options: MultiStrategyConfig, verify: VerifyWithoutRequest) {
    super(options, verify, verify);
  }
}

/** SAML 2.0: the request goes out by redirect, the answer is posted. */
@Injectable()
export class SamlStrategy extends PassportStrategy(Saml, 'saml') {
  constructor(
    { saml }: IdentityProviders,
    @Inject(sampleConfig.KEY) config: SampleConfig,
    private readonly accounts: SsoAccounts,
  ) {
    const options = {
      callbackUrl: callbackUrl(config, 'saml'),
      entryPoint: saml.entryPoint,
      idpCert: saml.certificate,
      issuer: config.publicUrl,
    };
    const asksAgain = (loginRequest: LoginRequest | undefined) =>
      loginRequest?.switchAccount === true || signsInAnew(loginRequest, config);
    super({
      // Asked for every request, since "another account, please" is an option here (ForceAuthn).
      getSamlOptions: (request, done) =>
        done(null, {
          ...options,
          forceAuthn: asksAgain(loginRequestOf(request)),
        }),
    });
  }

  /** What comes behind the user becomes `request.authInfo`. */
  async validate(profile: Profile): Promise<readonly [User, object] | false> {
    const { uid: subject, email, displayName: name } = profile;
    const user = await this.accounts.of('saml', { subject, email, name });
    return user && [user, { authnInstant: authnInstantOf(profile) }];
  }
}
