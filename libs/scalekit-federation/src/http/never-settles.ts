/**
 * For a guard that has answered in the place of the handler. Passport's own guard never settles either when
 * it redirects. So nothing is thrown that a filter, a guard around this one or a tracing tool would take for
 * a failure. The promise is collected with its request.
 */
export function neverSettles(): Promise<never> {
  return new Promise(() => undefined);
}
