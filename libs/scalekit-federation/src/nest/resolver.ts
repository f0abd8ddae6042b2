/** Where @nestjs/graphql keeps that a method is a query or a mutation. It is no dependency, so this is no import. */
const resolverType = 'graphql:resolver_type';

/** Whether GraphQL asks a method. Were the key another one, a login there would stop the boot. */
export function isOperation(handler: object): boolean {
  const type: unknown = Reflect.getMetadata(resolverType, handler);
  return type === 'Mutation' || type === 'Query';
}
