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
export function variablesAlone(type: new () => object, read: ReadVariable): object {
  const options = readVariables(type, read);
  const isSet = (variable: string): boolean => {
    const value = read(variable);
    return typeof value === 'string' && value.trim() !== '';
  };
  const set = [...rowsOf(options)].filter(([, { variable }]) => variable && isSet(variable));
  return Object.fromEntries(
    set.map(([name]): [string, unknown] => [name, Reflect.get(options, name)]),
  );
}
