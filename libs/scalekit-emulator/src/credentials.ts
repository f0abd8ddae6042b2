/** What an app needs to talk to the emulated environment. The bin prints the same as `SCALEKIT_*` lines. */
export interface EmulatorCredentials {
  /** Base URL of the environment, without a trailing slash. */
  environmentUrl: string;
  /** Id of the backend's own client, `skc_…`. */
  clientId: string;
  clientSecret: string;
  /** The bring-your-own-auth connection of the MCP server, `conn_…`. */
  connectionId: string;
  /**
   * `{environmentUrl}/resources/res_…`: what the MCP server names under `authorization_servers`. The MCP server's own, so
   * `emulator.credentials` lets it be read but does not spread it; `emulator.resourceUrl` is the same.
   */
  resourceUrl: string;
  /**
   * PEM of the certificate that was made for TLS, to be trusted by `NODE_EXTRA_CA_CERTS` and its likes. Not spread
   * either; `emulator.certificateFile` is the same.
   */
  certificateFile?: string | undefined;
}
