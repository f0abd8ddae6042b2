import { ModuleMocker } from 'jest-mock';

/** What specs import from `@jest/globals`, as far as they do. */
export const jest = new ModuleMocker(globalThis);
