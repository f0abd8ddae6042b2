import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Readable } from 'node:stream';
import { secretsInEnvironment } from '../learned.js';
import type { Lookout } from '../lookout.js';
import { onCall } from './on-call.js';
import { textOf } from './output.js';

/**
 * What processes of the suite print into pipes, and the secrets in their environments.
 *
 * @returns ends it: the channel outlives the suite
 */
export function watchChildren({ learn, see }: Lookout): () => void {
  const onChild = (message: unknown): void => {
    const child = (message as { process: ChildProcess }).process;
    onCall(child, 'spawn', {
      called: ([options]) => {
        const { envPairs = [] } = options as { envPairs?: readonly string[] };
        learn(secretsInEnvironment(envPairs));
      },
      returned: () => {
        for (const stream of [child.stdout, child.stderr]) watch(stream);
      },
    });
  };
  // A listener to `data` would make the stream flow, and the suite would miss what it has not asked for yet.
  const watch = (stream: Readable | null): void => {
    if (stream === null) return;
    onCall(stream, 'push', { called: ([chunk]) => see({ sink: 'log', text: textOf(chunk) }) });
  };
  subscribe('child_process', onChild);
  return () => unsubscribe('child_process', onChild);
}
