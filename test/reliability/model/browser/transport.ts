import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Keeps its connections: a run has thousands of exchanges. */
const agent = new Agent({ keepAlive: true });

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One exchange with a server on loopback. Header values are written byte for byte, as browsers do. */
export async function exchange(
  port: number,
  { method, path, headers, body }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { agent, port, method, path, headers: { ...headers, ...length } };
    const sent = request({ ...options, host: '127.0.0.1' }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then((read) => resolve({ status, headers: received, text: read }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
