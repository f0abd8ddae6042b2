import { Worker } from 'node:worker_threads';
import type { Answer, Call, OperationName, Operations } from './messages.js';
import { workerPath } from './worker-path.cjs';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The thread that the emulator runs in, seen from the caller's: calls go in, promises come out. */
export class EmulatorThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #keepsProcess = false;
  #ended: string | undefined;

  constructor() {
    // Without execArgv of its own the thread would take over the process's, such as a test runner's loader.
    this.#worker = new Worker(workerPath, { execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) =>
      this.#end(`the emulator's thread failed: ${error.message}`),
    );
    this.#worker.on('exit', () => this.#end('the emulator is closed'));
  }

  /** Keeps the process alive, or lets it end although the emulator runs. */
  keepProcess(keep: boolean): void {
    this.#keepsProcess = keep;
    this.#holdProcess();
  }

  call<Name extends OperationName>(
    operation: Name,
    ...[argument]: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(new Error(this.#ended));
        return;
      }
      const id = (this.#lastId += 1);
      this.#waiting.set(id, { resolve, reject });
      this.#holdProcess();
      this.#worker.postMessage({ id, operation, argument } satisfies Call, []);
    });
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    this.#holdProcess();
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(this.#ended));
    this.#waiting.clear();
  }

  /** A process must not end between a call and its answer. */
  #holdProcess(): void {
    if (this.#keepsProcess || this.#waiting.size > 0) this.#worker.ref();
    else this.#worker.unref();
  }
}
