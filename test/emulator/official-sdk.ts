import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EmulatorCredentials } from 'scalekit-emulator';

export interface SdkError {
  name: string;
  message: string;
  httpStatus?: number;
  errorCode?: string;
  unpackedDetails?: any[];
}

/** One `Scalekit` of the official SDK. */
export class OfficialSdk {
  readonly #worker: Worker;

  constructor({ environmentUrl, clientId, clientSecret }: EmulatorCredentials) {
    this.#worker = new Worker(resolve('test/emulator/official-sdk.worker.cjs'), {
      workerData: [environmentUrl, clientId, clientSecret],
      execArgv: [],
    });
  }

  /** @param path such as `auth.updateLoginUserDetails` */
  async call(path: string, ...args: unknown[]): Promise<any> {
    const { value, error } = await this.#send(path, args);
    if (error) throw new Error(error.message);
    return value;
  }

  /** The exception that a call ends with; undefined if it ends well. */
  async refusal(path: string, ...args: unknown[]): Promise<SdkError | undefined> {
    return (await this.#send(path, args)).error;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #send(path: string, args: unknown[]): Promise<{ value?: unknown; error?: SdkError }> {
    this.#worker.postMessage({ path, args }, []);
    const [answer] = (await once(this.#worker, 'message')) as [{ error?: SdkError }];
    return answer;
  }
}
