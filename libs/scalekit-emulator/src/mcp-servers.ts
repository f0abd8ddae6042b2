/** One MCP server of the emulated environment, with its bring-your-own-auth connection. */
export interface EmulatedMcpServer {
  /** `res_…`, also what the details of a login request name. */
  readonly resourceId: string;
  /** `conn_…` */
  readonly connectionId: string;
  /** `{environmentUrl}/resources/res_…`: what the MCP server names under `authorization_servers`. */
  readonly resourceUrl: string;
  /** On the consent page. */
  readonly name: string;
  /** The MCP server's own URL, if one is configured. */
  readonly url?: string;
  /** The app's login page, once it is known. Several MCP servers may have the same. */
  readonly loginUrl?: string;
}
