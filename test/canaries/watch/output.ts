import type { Lookout } from '../lookout.js';

/**
 * What this process writes.
 *
 * @returns ends it: the streams outlive the suite
 */
export function watchOutput({ see }: Lookout): () => void {
  const ends = [process.stdout, process.stderr].map((stream: NodeJS.WriteStream) => {
    const own = Object.getOwnPropertyDescriptor(stream, 'write');
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (...args: unknown[]) => {
      see({ sink: 'log', text: textOf(args[0]) });
      return write(...args);
    };
    return () => {
      if (own) Object.defineProperty(stream, 'write', own);
      else Reflect.deleteProperty(stream, 'write');
    };
  });
  return () => {
    for (const end of ends) end();
    seeConsole(see);
  };
}

/** Jest keeps what is said to `console` until the suite has ended. */
function seeConsole(see: Lookout['see']): void {
  const { getBuffer } = console as { getBuffer?: () => { message: string }[] | undefined };
  for (const { message } of getBuffer?.call(console) ?? []) see({ sink: 'log', text: message });
}

export function textOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : '';
}
