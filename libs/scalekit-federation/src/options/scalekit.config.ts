import { registerAs } from '@nestjs/config';
import type { ScalekitFederationOptions } from './federation-options.js';
import { ConnectionSettings, ModuleSettings, readSettings } from './settings.js';

function fromProcess(variable: string): unknown {
  return process.env[variable];
}

/**
 * The module's variables as a namespaced configuration, for
 * `ScalekitFederationModule.forRootAsync(scalekitConfig.asProvider())`.
 */
export const scalekitConfig = registerAs('scalekit', (): ScalekitFederationOptions => {
  return Object.assign(
    {},
    readSettings(ConnectionSettings, fromProcess),
    readSettings(ModuleSettings, fromProcess),
  );
});
