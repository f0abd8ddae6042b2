import { z } from 'zod';

const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: ({ input }) => (input === undefined ? 'is missing' : 'must be an http(s) URL'),
  })
  .transform((url) => url.replace(/\/+$/, ''));

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  HTTP_ADAPTER: z.enum(['express', 'fastify']).default('express'),
  SCALEKIT_ENVIRONMENT_URL: httpUrl,
  SCALEKIT_RESOURCE_URL: httpUrl.refine((url) => /\/resources\/res_[\w-]+$/.test(url), {
    error: 'must end in /resources/res_…, as the metadata of your MCP server in Scalekit names it',
  }),
  MCP_SERVER_URL: httpUrl
    .refine((url) => new URL(url).pathname === '/mcp', {
      error: 'must have the path /mcp, where this server answers',
    })
    .optional(),
  REQUIRED_SCOPE: z
    .string()
    // RFC 6749 section 3.3: one scope token.
    .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/, { error: 'must be one scope, without spaces' })
    .optional(),
});

/** The variables that the MCP server reads. An empty one counts as missing, as in a .env file. */
export const environmentSchema = z.preprocess(
  (environment: NodeJS.ProcessEnv) =>
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
  variables,
);
