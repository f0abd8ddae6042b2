export const adapters = ['express', 'fastify'] as const;
export type Adapter = (typeof adapters)[number];

/** Each loaded where it is used: hundreds of replicas are started. */
export const platforms = {
  express: async () => new (await import('@nestjs/platform-express')).ExpressAdapter(),
  fastify: async () => new (await import('@nestjs/platform-fastify')).FastifyAdapter(),
} as const;
