import type { LoginPolicy } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';
import type { UsersService } from '../users/users.service.js';
import { isElevated } from './elevated.js';

/** Who may connect an AI app, and who has to sign in anew for it. */
export function connectionPolicy(
  config: Pick<SampleConfig, 'elevatedScopes'>,
  users: UsersService,
): LoginPolicy {
  return async ({ user, scopes, fresh }) => {
    // By the database: a session, a token or a page that is open may have outlived the account.
    if ((await users.findActive(user.sub)) === undefined) {
      return { deny: 'the account is blocked', message: blocked };
    }
    return isElevated(scopes, config) && !fresh ? 'reauthenticate' : 'allow';
  };
}

const blocked =
  'Your account has been blocked, so it connects no AI app. Ask an administrator of your organization.';
