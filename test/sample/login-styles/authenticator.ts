import { Database } from '../../../apps/sample/src/database/database.js';
import { demoAuthenticator } from '../../../apps/sample/src/demo/demo-data.js';
import { totp } from '../../../apps/sample/src/users/authenticators.service.js';
import type { Sample } from '../../support/sample.js';

/** What dana's authenticator app shows. */
export const code = () => totp(demoAuthenticator.secret).generate();

/** So that every test may use the code of this half minute. */
export function forgetUsedCodes({ app }: Sample): Promise<void> {
  return app.get(Database).execute('update authenticators set last_step = 0');
}
