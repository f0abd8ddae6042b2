import '../oauth/quiet-oidc-provider.js';
import { Consents } from '../consent/consents.js';
import { defaultSettings, Environment } from '../environment/environment.js';
import { Faults } from '../faults/faults.js';
import { Journal } from '../journal/journal.js';
import { LoginRequests } from '../login-request/login-request.js';
import { AuthorizationServer } from '../oauth/authorization-server.js';
import { KnownClients } from '../oauth/known-clients.js';
import { createSigningKey } from '../oauth/signing-key.js';
import { sendOverHttp } from '../browser/send.js';
import { TriedLogins } from '../try-login/tried-logins.js';
import type { EmulatorStartSettings } from '../start-settings.js';
import { prepareCertificate, type Certificate } from './certificate.js';
import { Dispatcher } from './dispatcher.js';
import { Listener } from './listener.js';
import { serve } from './serve.js';

/** What an emulator is made of. */
export interface Parts {
  allowRemote: boolean;
  environment: Environment;
  dispatcher: Dispatcher;
  listener: Listener;
  certificate: Certificate | undefined;
  oauth: AuthorizationServer;
  requests: LoginRequests;
  consents: Consents;
  journal: Journal;
  faults: Faults;
  triedLogins: TriedLogins;
}

/**
 * Puts an emulator together and lets it listen, with no routes yet. Nothing waits after that, so whoever adds them at
 * once meets no request without.
 * @throws Error that says why the port could not be taken, or which file could not be read
 */
export async function assemble(startSettings: EmulatorStartSettings): Promise<Parts> {
  const {
    port = 0,
    host = '127.0.0.1',
    allowRemote = false,
    tls,
    credentials,
    resources,
    organizations,
    clients = [],
    faults: plan,
    signingKey,
    ...settings
  } = startSettings;

  const journal = new Journal();
  const faults = new Faults(plan);
  const requests = new LoginRequests();
  const dispatcher = new Dispatcher(journal, faults);
  const key = createSigningKey(signingKey);
  const certificate = await prepareCertificate(tls);
  const listener = new Listener(serve(dispatcher), certificate);
  const takenPort = await listener.listen(port, host).catch(async (error: unknown) => {
    await certificate?.dispose();
    throw error;
  });
  const environment = new Environment(
    `${certificate ? 'https' : 'http'}://localhost:${takenPort}`,
    { ...defaultSettings, ...withoutUndefined(settings) },
    withoutUndefined({ credentials, resources, organizations }),
  );
  const oauth = new AuthorizationServer(
    environment,
    key,
    requests,
    new KnownClients(environment, clients),
  );
  const consents = new Consents();
  return {
    allowRemote,
    environment,
    dispatcher,
    listener,
    certificate,
    oauth,
    requests,
    consents,
    journal,
    faults,
    triedLogins: new TriedLogins(
      environment.url,
      sendOverHttp(trustedServer(environment, certificate)),
    ),
  };
}

/** Itself, whose certificate nobody else has vouched for. */
function trustedServer({ url }: Environment, certificate: Certificate | undefined) {
  return certificate && { origin: url, ca: certificate.cert };
}

/** What was left out must not overwrite a default. */
export function withoutUndefined<Settings extends object>(settings: Settings): Defined<Settings> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Defined<Settings>;
}

type Defined<Settings> = { [Name in keyof Settings]: Exclude<Settings[Name], undefined> };
