import type { Provider } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { CookieSeal } from './cookies/cookie-seal.js';
import { SealedCookies } from './cookies/sealed-cookies.js';
import { MODULE_OPTIONS_TOKEN } from './federation.module-definition.js';
import type { ScalekitFederationOptions } from './options/federation-options.js';
import { FEDERATION_OPTIONS } from './options/options.token.js';
import { resolveOptions } from './options/resolve-options.js';
import type { ResolvedOptions } from './options/resolved-options.js';
import { Pages } from './pages/pages.js';
import { ReadinessCheck } from './scalekit/readiness-check.js';
import { ScalekitClients } from './scalekit/scalekit-clients.js';
import { createScalekitHttp, SCALEKIT_HTTP_SERVICE } from './scalekit/scalekit-http.js';
import { Tracing } from './telemetry/tracing.js';

/** The options, and what is made of them alone. */
export const optionProviders: Provider[] = [
  {
    provide: FEDERATION_OPTIONS,
    useFactory: (options: ScalekitFederationOptions, config: ConfigService): ResolvedOptions =>
      resolveOptions(options, (variable) => config.get<unknown>(variable)),
    inject: [MODULE_OPTIONS_TOKEN, ConfigService],
  },
  {
    provide: SCALEKIT_HTTP_SERVICE,
    useFactory: (options: ResolvedOptions) => createScalekitHttp(options),
    inject: [FEDERATION_OPTIONS],
  },
  Tracing,
  ScalekitClients,
  ReadinessCheck,
  {
    provide: CookieSeal,
    useFactory: (options: ResolvedOptions) => new CookieSeal(options.cookieSecrets()),
    inject: [FEDERATION_OPTIONS],
  },
  {
    provide: SealedCookies,
    useFactory: (seal: CookieSeal, { secureCookies }: ResolvedOptions) =>
      new SealedCookies(seal, secureCookies),
    inject: [CookieSeal, FEDERATION_OPTIONS],
  },
  {
    provide: Pages,
    useFactory: (options: ResolvedOptions) => new Pages(options),
    inject: [FEDERATION_OPTIONS],
  },
];
