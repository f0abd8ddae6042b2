import path from 'node:path';

/**
 * The thread's entry. A CommonJS file knows its own folder without `import.meta`, which the package's CommonJS build
 * could not compile. Both builds run the ESM one: oidc-provider is ESM-only, and a thread is free of Jest's loader.
 */
export const workerPath = path.join(__dirname, '../../esm/worker/emulator.worker.js');
