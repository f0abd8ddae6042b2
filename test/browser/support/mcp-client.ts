import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { BegunLogin, ScalekitEmulator } from 'scalekit-emulator';

/** One MCP client that wants to call a tool as its user. */
export class McpClient {
  private constructor(
    private readonly mcpServerUrl: URL,
    private readonly login: BegunLogin,
  ) {}

  static async begin(
    emulator: ScalekitEmulator,
    mcpServerUrl: URL,
    redirectUri: string,
  ): Promise<McpClient> {
    return new McpClient(mcpServerUrl, await emulator.beginLogin({ redirectUri }));
  }

  /** Where the person has to go. */
  get authorizeUrl(): string {
    return this.login.url;
  }

  /** Redeems the code that the person came back with, and asks the tool who that was. */
  async whoami(callback: string): Promise<Record<string, unknown>> {
    const { accessToken } = await this.login.finish(callback);
    const headers = { authorization: `Bearer ${accessToken}` };
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(this.mcpServerUrl, { requestInit: { headers } }),
    );
    const { structuredContent } = await client.callTool({ name: 'whoami' });
    await client.close();
    return structuredContent as Record<string, unknown>;
  }
}
