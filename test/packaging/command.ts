import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const timeoutMilliseconds = 1_200_000;

/**
 * Runs a command to its end and returns its stdout.
 * @throws Error with all that it printed, if it fails or takes more than twenty minutes
 */
export async function command(folder: string, file: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await execute(file, args, {
      cwd: folder,
      env: outsideOfNpm(),
      timeout: timeoutMilliseconds,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & Record<string, string>;
    throw new Error([message.split('\n')[0], stdout, stderr].filter(Boolean).join('\n'), {
      cause: error,
    });
  }
}

/** `npm run` tells its children where its own project is; a fresh app must find itself. */
export function outsideOfNpm(): NodeJS.ProcessEnv {
  const { npm_config_local_prefix: _, ...environment } = process.env;
  return { ...environment, NO_COLOR: '1', NODE_OPTIONS: '' };
}
