import type { EmulatorCredentials } from './credentials.js';

/**
 * Credentials whose own members are what an app's configuration takes, so that
 * `forRoot({ ...emulator.credentials, … })` brings no option that it does not know.
 */
export class OwnCredentials implements EmulatorCredentials {
  readonly environmentUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionId: string;
  readonly #rest: Pick<EmulatorCredentials, 'resourceUrl' | 'certificateFile'>;

  constructor(all: EmulatorCredentials) {
    this.environmentUrl = all.environmentUrl;
    this.clientId = all.clientId;
    this.clientSecret = all.clientSecret;
    this.connectionId = all.connectionId;
    this.#rest = all;
  }

  get resourceUrl(): string {
    return this.#rest.resourceUrl;
  }

  get certificateFile(): string | undefined {
    return this.#rest.certificateFile;
  }
}
