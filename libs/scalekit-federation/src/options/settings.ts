import { Expose, Transform, plainToInstance } from 'class-transformer';
import type { Dispatcher } from 'undici';
import type { PageTemplate } from '../pages/page-template.js';
import type { MapPrincipal, ScalekitFederationOptions } from './federation-options.js';
import * as check from './option-checks.js';
import { Rule, WhenGiven } from './option-rule.js';

function Variable(name: string): PropertyDecorator {
  const expose = Expose({ name });
  const trim = Transform(({ value }: { value: unknown }) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? undefined : text;
  });
  return (target, key) => {
    expose(target, key);
    trim(target, key);
  };
}

/** What one connection needs: strings from the environment, overlaid with the options, then checked. */
export class ConnectionSettings {
  @Variable('SCALEKIT_ENVIRONMENT_URL')
  @Rule(check.scalekitUrl)
  environmentUrl?: string | undefined;

  @Variable('SCALEKIT_PUBLIC_URL')
  @WhenGiven()
  @Rule(check.scalekitUrl)
  publicUrl?: string;

  @Variable('SCALEKIT_CLIENT_ID')
  @Rule(check.credential('Client ID'))
  clientId?: string;

  @Variable('SCALEKIT_CLIENT_SECRET')
  @Rule(check.credential('Client secret'))
  clientSecret?: string;

  @Variable('SCALEKIT_CONNECTION_ID')
  @Rule(check.connectionId)
  connectionId?: string | undefined;

  @WhenGiven()
  @Rule(check.isFunction)
  mapPrincipal?: MapPrincipal;
}

/** What the module needs beside its connections. */
export class ModuleSettings {
  @Expose({ name: 'SCALEKIT_COOKIE_SECRET' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((secret) => secret.trim())
          .filter(Boolean)
      : undefined,
  )
  @Rule(check.cookieSecrets)
  cookieSecrets?: string[];

  @Variable('SCALEKIT_APP_URL')
  @WhenGiven()
  @Rule(check.appUrl)
  appUrl?: string;

  @WhenGiven()
  @Rule(check.path)
  basePath?: string;

  @WhenGiven()
  @Rule(check.loginUrl)
  loginUrl?: string;

  @WhenGiven()
  @Rule(check.oneOf('unproven', 'always'))
  confirm?: 'unproven' | 'always';

  @WhenGiven()
  @Rule(check.isFunction)
  currentUser?: ScalekitFederationOptions['currentUser'];

  @WhenGiven()
  @Rule(check.isFunction)
  connection?: ScalekitFederationOptions['connection'];

  @WhenGiven()
  @Rule(check.isBoolean)
  requireVerifiedEmail?: boolean;

  @WhenGiven()
  @Rule(check.oneOf('undici', 'http'))
  adapter?: 'undici' | 'http';

  @WhenGiven()
  @Rule(check.isFunctionOrObject)
  texts?: ScalekitFederationOptions['texts'];

  @WhenGiven()
  @Rule(check.isFunction)
  template?: PageTemplate;

  dispatcher?: Dispatcher;
}

/** The environment variable behind an option, for error messages. */
export const variableOf: Readonly<Record<string, string>> = {
  environmentUrl: 'SCALEKIT_ENVIRONMENT_URL',
  publicUrl: 'SCALEKIT_PUBLIC_URL',
  clientId: 'SCALEKIT_CLIENT_ID',
  clientSecret: 'SCALEKIT_CLIENT_SECRET',
  connectionId: 'SCALEKIT_CONNECTION_ID',
  cookieSecrets: 'SCALEKIT_COOKIE_SECRET',
  appUrl: 'SCALEKIT_APP_URL',
};

/** Reads one environment variable; ConfigService's `get` in the module. */
export type ReadVariable = (variable: string) => unknown;

/** The variables as options; class-transformer sees these strings and nothing else. */
export function readSettings<Settings extends object>(
  type: new () => Settings,
  read: ReadVariable,
): Settings {
  const variables = Object.fromEntries(
    Object.values(variableOf).map((variable) => [variable, read(variable)]),
  );
  return plainToInstance(type, variables, {
    excludeExtraneousValues: true,
    exposeUnsetFields: false,
  });
}
