/**
 * Those of our request headers that a browser asked leave for and did not get (Fetch 4.8).
 *
 * @param asked Access-Control-Request-Headers
 * @param allowed Access-Control-Allow-Headers
 */
export function refusedHeaders(asked: string, allowed: string, own: readonly string[]): string[] {
  const askedNames = namesIn(asked);
  const allowedNames = namesIn(allowed);
  if (allowedNames.includes('*')) return [];
  return own.filter((name) => {
    const lower = name.toLowerCase();
    return askedNames.includes(lower) && !allowedNames.includes(lower);
  });
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim().toLowerCase());
}
