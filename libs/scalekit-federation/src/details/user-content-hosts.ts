/**
 * Where customers put pages and files of their own below one name, and the Public Suffix List does not
 * say so.
 */
const names = new Set([
  'archive.org',
  'bitbucket.org',
  'box.com',
  'cdpn.io',
  'codeberg.org',
  'codepen.io',
  'discordapp.com',
  'discordapp.net',
  'docs.google.com',
  'drive.google.com',
  'dropbox.com',
  'dropboxusercontent.com',
  'esm.sh',
  'githack.com',
  'github.com',
  'gitlab.com',
  'glitch.me',
  'googleusercontent.com',
  'huggingface.co',
  'ipfs.io',
  'jsdelivr.net',
  'jsfiddle.net',
  'medium.com',
  'notion.so',
  'pastebin.com',
  'sharepoint.com',
  'sites.google.com',
  'sourceforge.net',
  'statically.io',
  'substack.com',
  'tumblr.com',
  'unpkg.com',
  'wordpress.com',
]);

export function isUserContentHost(hostname: string): boolean {
  const labels = hostname.split('.');
  return labels.some((_label, index) => names.has(labels.slice(index).join('.')));
}
