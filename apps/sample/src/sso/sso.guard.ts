import { UnauthorizedException } from '@nestjs/common';
import { FederatedAuthGuard } from 'nestjs-scalekit-federation/passport';
import { providerNames, type SsoWay } from './sso-ways.js';

/** The library's guard, with words for people whom their provider turns away. */
export function SsoGuard(way: SsoWay) {
  return class extends FederatedAuthGuard(way) {
    override handleRequest<User>(error: unknown, user: User | false): User {
      // What other strategies call a failure is an error to passport-saml: the provider's status.
      const saidNo = error instanceof Error && 'xmlStatus' in error;
      if (error && !saidNo) throw error;
      if (user) return user;
      throw new UnauthorizedException(
        `${providerNames[way]} did not sign you in. Try again, or choose another way to sign in.`,
      );
    }
  };
}
