import { isUserContentHost } from './user-content-hosts.js';

const hosts = `archive.org bitbucket.org box.com cdpn.io codeberg.org codepen.io discordapp.com discordapp.net
  docs.google.com drive.google.com dropbox.com dropboxusercontent.com esm.sh githack.com github.com
  gitlab.com glitch.me googleusercontent.com huggingface.co ipfs.io jsdelivr.net jsfiddle.net medium.com
  notion.so pastebin.com sharepoint.com sites.google.com sourceforge.net statically.io substack.com
  tumblr.com unpkg.com wordpress.com`;

it.each(hosts.split(/\s+/))('below %s stands what its customers put there', (host) => {
  expect([host, `somebody.${host}`].map(isUserContentHost)).toEqual([true, true]);
});

it.each(['google.com', 'claude.ai', 'notgithub.com', 'github.com.example', 'com', ''])(
  'below %j stands what is its owner’s',
  (host) => {
    expect(isUserContentHost(host)).toBe(false);
  },
);
