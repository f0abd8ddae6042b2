import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a worker process can be asked, by name. */
export type Handlers = Record<string, (argument: never) => Promise<unknown>>;

type Reply = { readonly result: unknown } | { readonly error: string };

/** A process of its own, so that its CPU time is nobody else's. It is asked one thing at a time. */
export interface WorkerProcess<Known extends Handlers> {
  ask<Name extends keyof Known & string>(
    name: Name,
    ...argument: Parameters<Known[Name]>
  ): Promise<Awaited<ReturnType<Known[Name]>>>;
  stop(): Promise<void>;
}

export async function startWorker<Known extends Handlers>(
  file: URL,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  nodeOptions: readonly string[] = [],
): Promise<WorkerProcess<Known>> {
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx', ...nodeOptions],
    env: { ...process.env, ...environment },
    serialization: 'advanced',
    // Standard output is for the figures alone.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const gone = once(child, 'exit').then(([code]: unknown[]) => {
    throw new Error(`${file.pathname} ended with ${String(code)}`);
  });
  gone.catch(() => undefined);
  const reply = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [Reply];
    if ('error' in message) throw new Error(message.error);
    return message.result;
  };
  await reply();
  return {
    async ask(name, ...[argument]) {
      const answered = reply();
      child.send({ name, argument });
      return (await answered) as never;
    },
    async stop() {
      // It ends by itself then, and writes its profile, which a killed process doesn't.
      if (child.connected) child.disconnect();
      await gone.catch(() => undefined);
    },
  };
}

/** The worker's side: says that it is ready, then answers until it is stopped. */
export function answerParent(handlers: Handlers): void {
  process.on('message', (message: { name: string; argument: never }) => {
    void (async () => {
      const handler = handlers[message.name];
      try {
        if (handler === undefined) throw new Error(`nothing answers to "${message.name}"`);
        send({ result: await handler(message.argument) });
      } catch (error) {
        send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })();
  });
  process.on('disconnect', () => process.exit());
  send({ result: undefined });
}

function send(reply: Reply): void {
  process.send?.(reply);
}
