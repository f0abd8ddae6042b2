import { elementsOf, readHtml } from '../../browser/html-document.js';

/** Every `form-action` that a page is under, by header and by meta tag: its sources. */
export function formActionsOf(headers: Headers, html: string): string[][] {
  const metas = elementsOf(readHtml(html), ({ name, attribs }) => {
    return name === 'meta' && attribs['http-equiv']?.toLowerCase() === 'content-security-policy';
  }).map(({ attribs }) => attribs['content'] ?? '');
  const policies = [...(headers.get('content-security-policy') ?? '').split(','), ...metas];
  return policies.flatMap((policy) => {
    const directives = policy.split(';').map((one) => one.trim().split(/\s+/));
    const [, ...sources] = directives.find(([name]) => name?.toLowerCase() === 'form-action') ?? [];
    return directives.some(([name]) => name?.toLowerCase() === 'form-action') ? [sources] : [];
  });
}

/** CSP Level 3, section 6.7.2: whether a list of sources lets a form, or a redirect that answers it, go there. */
export function allows(sources: readonly string[], url: URL, self: URL): boolean {
  return sources.some((source) => {
    const wanted = source.toLowerCase();
    if (wanted === "'self'") return url.origin === self.origin;
    if (wanted === '*') return /^https?:$/.test(url.protocol);
    if (/^[a-z][a-z\d+.-]*:$/.test(wanted)) return url.protocol === wanted;
    return matchesHost(wanted, url, self);
  });
}

function matchesHost(source: string, url: URL, self: URL): boolean {
  const parts = /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/.exec(source);
  if (!parts) return false;
  const [, scheme, host = '', port] = parts;
  const protocol = scheme === undefined ? self.protocol : `${scheme}:`;
  const upgrades = protocol === 'http:' && url.protocol === 'https:';
  if (url.protocol !== protocol && !upgrades) return false;
  const isHost = host.startsWith('*.')
    ? url.hostname.endsWith(host.slice(1))
    : url.hostname === host;
  // A path is ignored once a redirect has happened, and this is about redirects.
  return isHost && (port === '*' || portOf(url.port, url.protocol) === portOf(port, url.protocol));
}

function portOf(port: string | undefined, protocol: string): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
