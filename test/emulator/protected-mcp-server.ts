import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { createRemoteJWKSet, jwtVerify } from 'jose';

/** An MCP server of both eras whose one tool says who called, for tokens of one issuer. */
export class ProtectedMcpServer {
  /** What its metadata names and its tokens must come from. */
  issuer = '';
  /** What a caller needs beside a token; without it: 403, and what would do. */
  scope = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<ProtectedMcpServer> {
    const started = new ProtectedMcpServer();
    await new Promise<void>((resolve) => started.#server.listen(0, resolve));
    return started;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://localhost:${typeof address === 'object' ? address?.port : ''}/mcp`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/.well-known/oauth-protected-resource')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ resource: this.url, authorization_servers: [this.issuer] }));
      return;
    }
    const claims = await this.#claims(request.headers.authorization);
    const metadata = new URL('/.well-known/oauth-protected-resource/mcp', this.url);
    const challenge = `Bearer resource_metadata="${metadata.href}"`;
    if (!claims) {
      response.writeHead(401, { 'www-authenticate': challenge }).end();
      return;
    }
    if (!this.#mayCall(claims)) {
      // MCP's step-up: RFC 6750 section 3.1.
      const stepUp = `${challenge}, error="insufficient_scope", scope="${this.scope}"`;
      response.writeHead(403, { 'www-authenticate': stepUp }).end();
      return;
    }
    await toNodeHandler(createMcpHandler(() => whoami(claims)))(
      request as IncomingMessage & { method: string; url: string },
      response,
    );
  }

  #mayCall({ scope }: Record<string, unknown>): boolean {
    const granted = typeof scope === 'string' ? scope.split(' ') : [];
    return this.scope === '' || this.scope.split(' ').every((one) => granted.includes(one));
  }

  async #claims(authorization = ''): Promise<Record<string, unknown> | undefined> {
    const keys = createRemoteJWKSet(new URL('/keys', this.issuer));
    try {
      const token = authorization.replace('Bearer ', '');
      const expected = { issuer: this.issuer, audience: this.url };
      return (await jwtVerify(token, keys, expected)).payload;
    } catch {
      return undefined;
    }
  }
}

function whoami(claims: Record<string, unknown>): McpServer {
  const server = new McpServer({ name: 'whoami', version: '1' });
  server.registerTool('whoami', { description: 'The caller’s token' }, () => ({
    content: [{ type: 'text', text: JSON.stringify(claims) }],
  }));
  return server;
}
