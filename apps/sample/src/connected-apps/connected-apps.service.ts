import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import {
  FederationConfigurationError,
  FederationService,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type ConnectedApp,
} from 'nestjs-scalekit-federation';
import type { User } from '../users/user.js';

/** Also without SCALEKIT_RESOURCE_ID: nobody's home page is worth less for it. */
const expected = [ScalekitUnavailableError, ScalekitRejectedError, FederationConfigurationError];

/** Milliseconds: the page has more to show than what Scalekit knows. */
const patienceMs = 1_000;

/** The AI apps that a person has connected, as Scalekit knows them. */
@Injectable()
export class ConnectedAppsService {
  readonly #logger = new Logger('ConnectedApps');

  constructor(private readonly federation: FederationService) {}

  /** @returns undefined where Scalekit does not say, or not soon enough */
  async listFor({ id }: User): Promise<readonly ConnectedApp[] | undefined> {
    const list = this.#unlessItFails(() => this.federation.listConnectedApps(id));
    return Promise.race([list, delay(patienceMs, undefined, { ref: false })]);
  }

  /**
   * @param appId counts only among this person's own
   * @returns whether that was connected; undefined where Scalekit cannot be told
   */
  async disconnect({ id }: User, appId: string): Promise<boolean | undefined> {
    const apps = await this.#unlessItFails(() => this.federation.disconnectApps(id, appId));
    return apps && apps.length > 0;
  }

  /** @returns whether Scalekit has disconnected all that this person had; if not, ask once more */
  async disconnectAll({ id }: Pick<User, 'id'>): Promise<boolean> {
    const apps = await this.#unlessItFails(() => this.federation.disconnectApps(id));
    return apps !== undefined;
  }

  async #unlessItFails<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!expected.some((kind) => error instanceof kind)) throw error;
      this.#logger.warn((error as Error).message);
      return undefined;
    }
  }
}
