import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import type { Check } from './option-checks.js';

/** A class-validator decorator whose message is what the check says. */
export function Rule(check: Check): PropertyDecorator {
  return ValidateBy({
    name: 'rule',
    validator: {
      validate: (value: unknown) => check(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => check(args?.value) ?? '',
    },
  });
}

/** The rules of a property hold only once it is given. */
export function WhenGiven(): PropertyDecorator {
  return ValidateIf((_settings: object, value: unknown) => value !== undefined);
}
