import { registerAs } from '@nestjs/config';
import { ConnectionOptions } from './connection-options.js';
import { FederationOptions, type ScalekitFederationOptions } from './federation-options.js';
import { variablesAlone } from './option-values.js';

function fromProcess(variable: string): unknown {
  return process.env[variable];
}

/**
 * The module's variables as a namespaced configuration, for
 * `ScalekitFederationModule.forRootAsync(scalekitConfig.asProvider())`.
 */
export const scalekitConfig = registerAs('scalekit', (): ScalekitFederationOptions => {
  return {
    ...variablesAlone(ConnectionOptions, fromProcess),
    ...variablesAlone(FederationOptions, fromProcess),
  };
});
