import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import type { Check } from './option-checks.js';

/** What is known of an option beside its type and its default, which its property says. */
export interface OptionRow {
  /** The environment variable that stands in for an option that is left out. */
  readonly variable?: string;
  /** What the variable's text says. @default the text, if there is any */
  readonly parse?: (text: string) => unknown;
  /** Whether it must be given, here or in the environment. @default false */
  readonly required?: boolean;
  readonly check?: Check;
}

const tables = new Map<unknown, Map<string, OptionRow>>();

/** Makes a property of `ConnectionOptions` or `FederationOptions` an option. */
export function Option(row: OptionRow = {}): PropertyDecorator {
  const decorators: PropertyDecorator[] = [
    (table, name) => {
      tables.set(table.constructor, new Map(rowsOf(table)).set(String(name), row));
    },
  ];
  const { variable, parse = (text: string) => text, required = false, check } = row;
  if (variable !== undefined) decorators.push(Expose({ name: variable }), Parsed(parse));
  if (check) decorators.push(Checked(check));
  if (!required) decorators.push(ValidateIf((_options, value) => value !== undefined));
  return applyDecorators(...decorators);
}

/** The rows of a class, by the name of the option, for one of its instances. */
export function rowsOf(options: object): ReadonlyMap<string, OptionRow> {
  return tables.get(options.constructor) ?? new Map();
}

/** For a variable with several values. */
export function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whoever leaves a line of `.env` empty leaves the option out. */
function Parsed(parse: (text: string) => unknown): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? undefined : parse(text);
  });
}

/** A class-validator decorator whose message is what the check says. */
function Checked(check: Check): PropertyDecorator {
  return ValidateBy({
    name: 'check',
    validator: {
      validate: (value: unknown) => check(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => check(args?.value) ?? '',
    },
  });
}
