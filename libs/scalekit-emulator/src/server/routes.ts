import { eventRoutes } from '../api/event-routes.js';
import { resourceRoutes } from '../api/resource-routes.js';
import { userConsentRoutes } from '../api/user-consent-routes.js';
import { consentRoutes } from '../consent/consent-routes.js';
import { controlRoutes, type Control } from '../control/control-routes.js';
import type { EmulatorCredentials } from '../credentials.js';
import { loginRequestRoutes } from '../login-request/login-request-routes.js';
import { oauthRoutes } from '../oauth/oauth-routes.js';
import { homePage } from '../pages/home-page.js';
import { homeRoutes } from '../pages/home-routes.js';
import { LiveLog } from '../pages/live-log.js';
import { tryLoginRoutes } from '../try-login/try-login-routes.js';
import type { Parts } from './assemble.js';
import { byLoopbackName } from './by-loopback-name.js';
import type { Route } from './router.js';

/** Everything that the emulator answers. */
export function allRoutes(
  { allowRemote, environment, oauth, requests, consents, journal, triedLogins }: Parts,
  credentials: EmulatorCredentials,
  control: Control,
): Route[] {
  const own = allowRemote ? (handle: Route['handle']) => handle : byLoopbackName;
  const log = new LiveLog(journal, requests);
  return [
    ...oauthRoutes(environment, oauth),
    ...loginRequestRoutes(environment, requests, consents, oauth),
    ...consentRoutes(environment, consents, oauth),
    ...resourceRoutes(environment, oauth),
    ...eventRoutes(environment, journal, oauth),
    ...userConsentRoutes(environment, oauth),
    ...homeRoutes(
      own((exchange) => homePage(exchange, environment, credentials, log)),
      own((exchange) => log.since(exchange)),
    ),
    ...tryLoginRoutes(environment, journal, triedLogins),
    ...controlRoutes(control).map((route) => ({
      ...route,
      handle: own((exchange) => route.handle(exchange)),
    })),
  ];
}
