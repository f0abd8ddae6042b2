import type { LoginStoppedError } from 'scalekit-emulator';

/** Why a login was not finished. */
export const stopOf = (finished: Promise<unknown>): Promise<LoginStoppedError> =>
  finished.then(
    () => {
      throw new Error('it was finished');
    },
    (error: unknown) => error as LoginStoppedError,
  );
