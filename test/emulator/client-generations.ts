import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ClientMemory } from './client-memory.js';

/** Connects with what the memory holds and calls the tool; refused, the memory knows where to go. */
export type Whoami = (
  url: string,
  memory: ClientMemory,
  callback?: URLSearchParams,
) => Promise<any>;

export const generations: Record<string, Whoami> = {
  'SDK 1': async (url, memory, callback) => {
    const transport = () => new TransportV1(new URL(url), { authProvider: memory as any });
    if (callback) await transport().finishAuth(callback.get('code') ?? '');
    const client = new ClientV1({ name: 'test', version: '1' });
    await client.connect(transport());
    const { content } = (await client.callTool({ name: 'whoami' })) as any;
    await client.close();
    return JSON.parse(content[0].text);
  },
  'client 2': async (url, memory, callback) => {
    const transport = () =>
      new StreamableHTTPClientTransport(new URL(url), { authProvider: memory as any });
    // Compares `iss` with the metadata's issuer (RFC 9207).
    if (callback) await transport().finishAuth(callback);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport());
    const { content } = (await client.callTool({ name: 'whoami' })) as any;
    await client.close();
    return JSON.parse(content[0].text);
  },
};
