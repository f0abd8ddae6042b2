export const adapters = ['express', 'fastify'] as const;
export type Adapter = (typeof adapters)[number];
