import { jestExpect } from '@jest/expect';
import circus, { getState, type Event } from 'jest-circus';

/** What spec files find without importing it. */
export function installGlobals(): void {
  process.env.NODE_ENV = 'test';
  Object.assign(globalThis, circus, { expect: jestExpect });
}

/** `expect.assertions` is checked once a test is done. */
export function demandAssertions(event: Event): void {
  if (event.name !== 'test_done') return;
  for (const { error } of jestExpect.extractExpectedAssertionsErrors()) {
    event.test.errors.push(error);
  }
}

/** What nobody catches fails the file that runs, as it does with Jest, instead of ending this process. */
export function catchStrayErrors(): void {
  const fail = (error: unknown) => getState().unhandledErrors.push(error);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}
