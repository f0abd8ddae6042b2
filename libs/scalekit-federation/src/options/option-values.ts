import { plainToInstance } from 'class-transformer';
import { rowsOf } from './option.decorator.js';

/** Reads one environment variable; ConfigService's `get` in the module. */
export type ReadVariable = (variable: string) => unknown;

/** The defaults with the environment laid over them. class-transformer sees its strings and nothing else. */
export function readVariables<Options extends object>(
  type: new () => Options,
  read: ReadVariable,
): Options {
  const variables = [...rowsOf(new type()).values()].flatMap(({ variable }) => variable ?? []);
  return plainToInstance(
    type,
    Object.fromEntries(variables.map((variable) => [variable, read(variable)])),
    { excludeExtraneousValues: true, exposeUnsetFields: false },
  );
}

/** Lays what a user gave over it; functions and instances pass by reference. */
export function overlay<Options extends object>(options: Options, given: object): Options {
  for (const name of rowsOf(options).keys()) {
    const value: unknown = Reflect.get(given, name);
    if (value !== undefined) Reflect.set(options, name, value);
  }
  return options;
}

/** Only what the environment says, without defaults, which would win over what is laid under it. */
export function variablesAlone(options: object): object {
  const named = [...rowsOf(options)].filter(([, { variable }]) => variable !== undefined);
  const values = named.map(([name]): [string, unknown] => [name, Reflect.get(options, name)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
