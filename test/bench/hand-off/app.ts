// An app that hands logins off: node app.ts module|officialSdk <environment URL>
import type { ModuleMetadata } from '@nestjs/common';
import { serveApp } from '../app/serve-app.js';

/** Each alone in its process: nobody's heap holds what the other one needs. */
const variants = {
  async module(environmentUrl: string): Promise<ModuleMetadata> {
    const { library } = await import('../library.js');
    const { federationOptions } = await import('../federation-options.js');
    const { ModuleController } = await import('./module.controller.js');
    return {
      imports: [library.ScalekitFederationModule.forRoot(federationOptions(environmentUrl))],
      controllers: [ModuleController],
    };
  },

  async officialSdk(environmentUrl: string): Promise<ModuleMetadata> {
    const { ScalekitClient } = await import('@scalekit-sdk/node');
    const { credentials } = await import('../server/credentials.js');
    const { SdkController, environmentUrlToken } = await import('./sdk.controller.js');
    const { clientId, clientSecret } = credentials;
    return {
      controllers: [SdkController],
      providers: [
        { provide: environmentUrlToken, useValue: environmentUrl },
        // One client, as Scalekit's documentation advises.
        {
          provide: ScalekitClient,
          useValue: new ScalekitClient(environmentUrl, clientId, clientSecret),
        },
      ],
    };
  },
};

export type HandOffVariant = keyof typeof variants;

const [variant, environmentUrl = ''] = process.argv.slice(2);
await serveApp(await variants[variant as HandOffVariant](environmentUrl));
