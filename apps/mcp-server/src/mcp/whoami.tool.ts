import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { AccessToken } from '../auth/access-token.js';

const outputSchema = z.object({
  sub: z.string().describe('The id of the user in the app whose login was used'),
  email: z.string().optional(),
  name: z.string().optional(),
  roles: z.array(z.string()),
  custom_claims: z.record(z.string(), z.unknown()),
  scopes: z.array(z.string()),
  client_id: z.string().describe('The MCP client that acts for the user'),
});

/** Adds the tool `whoami`: who signed in, as the access token says it. */
export function registerWhoami(server: McpServer, user: AccessToken): void {
  server.registerTool(
    'whoami',
    {
      title: 'Who am I?',
      description: 'Names the user that this MCP client acts for, and what the app says of them.',
      outputSchema,
      annotations: { readOnlyHint: true },
    },
    () => toResult(user),
  );
}

function toResult(user: AccessToken): CallToolResult {
  const structuredContent: z.infer<typeof outputSchema> = {
    sub: user.sub,
    ...(user.email !== undefined && { email: user.email }),
    ...(user.name !== undefined && { name: user.name }),
    roles: [...user.roles],
    custom_claims: { ...user.customClaims },
    scopes: [...user.scopes],
    client_id: user.clientId,
  };
  return {
    content: [{ type: 'text', text: JSON.stringify(structuredContent, null, 2) }],
    structuredContent,
  };
}
