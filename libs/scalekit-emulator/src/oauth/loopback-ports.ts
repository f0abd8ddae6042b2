import type { Provider } from 'oidc-provider';
import type { ResolvedSettings } from '../environment/environment.js';
import type { KnownClients } from './known-clients.js';
import { comesBackTo } from './redirect-uris.js';

/** oidc-provider lets native clients choose their port; of those that registered themselves, a setting decides. */
export function limitLoopbackPorts(
  { Client }: Provider,
  setting: ResolvedSettings['registeredLoopbackPorts'],
  clients: KnownClients,
): void {
  Client.prototype.redirectUriAllowed = function (uri): boolean {
    const registered = clients.describe(this.clientId, undefined).origin === 'registration';
    const bySetting = registered && setting !== 'native';
    const byType = this.applicationType === 'native' ? 'any' : 'exact';
    return comesBackTo(uri, this.redirectUris ?? [], bySetting ? setting : byType);
  };
}
