import { validateSync } from 'class-validator';
import type { ConfigurationProblem } from '../errors/federation-configuration.error.js';
import { isSampleSecret } from './option-checks.js';
import { optionNames } from './option-keys.js';
import { variableOf } from './settings.js';

/** Options that do not exist, such as misspelt ones. */
export function unknownOptions(options: object): ConfigurationProblem[] {
  return Object.keys(options)
    .filter((key) => !optionNames.includes(key))
    .map((key) => ({
      path: key,
      message: `is not an option. The options are ${optionNames.join(', ')}`,
    }));
}

/** @param prefix of the connection's path, where several are configured */
export function problemsOf(settings: object, prefix: string): ConfigurationProblem[] {
  const errors = validateSync(settings, { forbidUnknownValues: false });
  return errors.map(({ property, constraints }) => {
    const variable = variableOf[property];
    return {
      path: variable ? `${prefix}${property} (${variable})` : `${prefix}${property}`,
      message: Object.values(constraints ?? {}).join('. '),
    };
  });
}

/** For production: elsewhere a sample is as good as any. */
export function sampleSecrets(secrets: readonly unknown[]): ConfigurationProblem[] {
  if (!secrets.some((secret) => typeof secret === 'string' && isSampleSecret(secret))) return [];
  return [
    {
      path: 'cookieSecrets (SCALEKIT_COOKIE_SECRET)',
      message: 'is a sample, not a random secret. Draw one for production and keep it to yourself',
    },
  ];
}
