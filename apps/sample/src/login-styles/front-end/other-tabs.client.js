// An AI app opens a tab of its own, whose memory is empty. A tab of this origin that somebody is signed
// in on answers it; other origins hear nothing, and nothing is written to disk.
const tabs = new BroadcastChannel('signed-in');
const say = tabs.postMessage.bind(tabs);
let own;

tabs.addEventListener('message', ({ data }) => {
  if (data === 'who?' && own) say(own);
});

/** @param signedIn `{ accessToken, name }` */
export function remember(signedIn) {
  own = signedIn;
}

/** Calls back with who is signed in on another tab, if somebody is. */
export function askOtherTabs(found) {
  tabs.addEventListener('message', ({ data }) => {
    if (data !== 'who?' && own === undefined) {
      own = data;
      found(data);
    }
  });
  say('who?');
}
