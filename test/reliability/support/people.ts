/** Everybody's. */
export const password = 'correct horse battery';

/** Of an account, by its id. */
export function addressOf(id: string): string {
  return `${id}@example.com`;
}
