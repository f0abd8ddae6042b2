import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { MemoryOAuthProvider } from '../../../apps/demo/src/mcp-client.js';

/** One MCP client that has never been to this MCP server. */
export class McpClient {
  private constructor(
    private readonly mcpServerUrl: URL,
    private readonly provider: MemoryOAuthProvider,
    private readonly refused: StreamableHTTPClientTransport,
    /** Where the person has to go. */
    readonly authorizeUrl: string,
  ) {}

  /** Is refused, finds the authorization server, and registers itself there. */
  static async begin(mcpServerUrl: URL, redirectUrl: URL): Promise<McpClient> {
    const provider = new MemoryOAuthProvider(redirectUrl, () => {});
    const refused = new StreamableHTTPClientTransport(mcpServerUrl, { authProvider: provider });
    const error: unknown = await newClient()
      .connect(refused)
      .catch((error: unknown) => error);
    if (!(error instanceof UnauthorizedError) || provider.authorizationUrl === undefined) {
      throw new Error('The MCP server asked nobody to sign in', { cause: error });
    }
    return new McpClient(mcpServerUrl, provider, refused, provider.authorizationUrl.href);
  }

  /** Redeems the code that the person came back with, and asks the tool who that was. */
  async whoami(callback: string): Promise<Record<string, unknown>> {
    await this.refused.finishAuth(this.provider.codeFrom(new URL(callback)));
    const client = newClient();
    await client.connect(
      new StreamableHTTPClientTransport(this.mcpServerUrl, { authProvider: this.provider }),
    );
    const { structuredContent } = await client.callTool({ name: 'whoami' });
    await client.close();
    return structuredContent as Record<string, unknown>;
  }
}

function newClient(): Client {
  return new Client({ name: 'test', version: '1' });
}
