import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ScalekitFederationOptions } from './options/federation-options.js';

/**
 * `forRoot` and `forRootAsync`. The module is global unless told otherwise: guards and interceptors
 * are built in the module of the controller that uses them.
 */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ScalekitFederationOptions>({ moduleName: 'ScalekitFederation' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createFederationOptions')
    .setExtras({ isGlobal: true }, (definition, extras) => ({
      ...definition,
      global: extras.isGlobal,
    }))
    .build();
