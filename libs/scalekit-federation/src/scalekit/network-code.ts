/**
 * A name for a failure on the network: Node's or undici's own, `PROXY_407` for what a proxy answered,
 * `TOO_LARGE`. Messages go no further; they may name hosts and users.
 */
export function networkCodeOf(error: unknown): string {
  const { code, message, errors } = Object(error) as Record<string, unknown>;
  const text = typeof message === 'string' ? message : '';
  // undici has no code of its own for either of its proxies' failures.
  const proxy = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/.exec(text);
  if (proxy) return `PROXY_${proxy[1] ?? proxy[2]}`;
  if (text.startsWith('maxContentLength')) return 'TOO_LARGE';
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)) return code;
  // Several addresses of one host, none of which answers.
  return Array.isArray(errors) ? networkCodeOf(errors[0]) : 'UNKNOWN';
}
