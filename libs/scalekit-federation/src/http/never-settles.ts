/**
 * For a guard that has answered in the place of the handler: it never settles, as Passport's own does not
 * where it redirects. So nothing is thrown that a filter, a guard around this one, or a tool that traces
 * would take for a failure, and what nobody refers to any more is collected with its request.
 */
export function neverSettles(): Promise<never> {
  return new Promise(() => undefined);
}
