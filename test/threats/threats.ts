/** One way to attack a login that is handed off, and what stands against it. */
export interface Threat {
  /** Test titles end with it, in brackets: `… (T6)`, `… (T6, T7)`. */
  readonly id: `T${number}`;
  readonly threat: string;
  readonly defence: string;
  /** npm scripts that try it, too, outside of Jest. */
  readonly scripts?: readonly string[];
  /** Why no test names it: a sentence that stands in SECURITY.md, word for word. */
  readonly notTested?: string;
}

export interface Section {
  readonly title: string;
  readonly threats: readonly Threat[];
}

export const sections: readonly Section[] = [
  {
    title: 'A login attached to a stranger’s login request',
    threats: [
      {
        id: 'T1',
        threat: 'A link hands off a victim who is signed in already, without a click.',
        defence:
          'Opening a page never hands off. A session, a token or a silent single sign-on leads to the continue page.',
      },
      {
        id: 'T2',
        threat: 'A login request is planted in the browser, and the victim signs in later.',
        defence:
          'A login counts for a login request only if its own form or script names it in the body.',
      },
      {
        id: 'T3',
        threat:
          'The victim’s answer to the continue page is forged, framed, or clicked by mistake.',
        defence:
          'A sealed token, the app’s own origin, no frames, and a button that wakes half a second after it was seen.',
      },
      {
        id: 'T4',
        threat: 'The victim is talked into signing in, or into pressing Continue.',
        defence:
          'Notice and continue page name the risk and the account; `confirm: "always"` asks every time. What remains is told in SECURITY.md.',
      },
      {
        id: 'T5',
        threat: 'A victim’s own AI app is connected to an account of the attacker.',
        defence:
          'The continue page names the account and offers another one. A login of another site asks; a trip ends only where it began.',
      },
    ],
  },
  {
    title: 'One identity, one time',
    threats: [
      {
        id: 'T6',
        threat: 'Two people answer one login request: in two tabs, browsers or replicas.',
        defence:
          'The first identity claims it, in this process and in the shared store. Every other one gets 409.',
      },
      {
        id: 'T7',
        threat: 'A form, cookie or id is sent again, or from another browser.',
        defence:
          'The same person gets the same answer without a second push. Another person or browser gets 409 or 410.',
      },
      {
        id: 'T8',
        threat: 'An old login request is answered.',
        defence: 'It ends nine minutes after its first capture, by a time that is sealed inside.',
      },
      {
        id: 'T9',
        threat: 'A wrong or corrected clock prolongs a token or a page.',
        defence:
          'Tokens live by the monotonic clock. A page or a login request that is of the future by now counts for nothing.',
      },
    ],
  },
  {
    title: 'Hostile requests, and what leaks',
    threats: [
      {
        id: 'T10',
        threat: '`state` comes back changed, or a sealed value is tampered with.',
        defence:
          '`state` is opaque and returns byte for byte. AES-256-GCM refuses every bit that was turned.',
      },
      {
        id: 'T11',
        threat: 'Parameters come twice, in brackets, or in the body.',
        defence:
          'Exactly one id and one state from the query itself; all else is 400, nothing kept.',
      },
      {
        id: 'T12',
        threat: 'An id leads the call to another path of Scalekit’s.',
        defence: 'Ids pass an allow-list of letters, digits, - and _ before they enter a path.',
      },
      {
        id: 'T13',
        threat: 'Line breaks, controls or bidi marks get into headers, log lines or pages.',
        defence:
          'They are refused in ids, `state` and users, taken out of names, and quoted in log lines.',
      },
      {
        id: 'T14',
        threat: 'Host, forwarding headers or parameters turn a redirect elsewhere.',
        defence: 'Every address comes from the configuration, never from a request.',
      },
      {
        id: 'T15',
        threat: 'A wrong environment URL sends secrets to somebody else.',
        defence:
          'The boot takes an https origin alone: no path, query or credentials; http on loopback only.',
      },
      {
        id: 'T16',
        threat: 'A redirect of Scalekit’s takes client secret or user to another origin.',
        defence: 'No redirect is followed, whatever its status, by either adapter.',
      },
      {
        id: 'T17',
        threat: 'TLS is off, or ends at somebody else.',
        defence:
          'Certificates are always verified, or production does not start. Cookies are Secure by configuration, not by what a request says.',
      },
      {
        id: 'T18',
        threat: 'Secrets show in log lines, errors, causes or `inspect`.',
        defence: 'Errors carry codes and safe facts alone. Secrets stay in private fields.',
      },
      {
        id: 'T19',
        threat: 'The address with `state` leaks by Referer, caches or the module’s log.',
        defence:
          '`no-referrer` and `no-store` on every page; our own random id stands in events and log lines.',
      },
    ],
  },
  {
    title: 'Cookies and browsers',
    threats: [
      {
        id: 'T20',
        threat: 'Cookies are stolen by script, set by a sibling host, or exchanged.',
        defence:
          '`__Host-`, Secure, HttpOnly, SameSite=Lax, sealed for one name, with keys that can be rotated.',
      },
      {
        id: 'T21',
        threat: 'An answer of SAML is posted across sites, where Lax cookies stay behind.',
        defence: 'The answer is sealed for a minute, and a redirect to a GET fetches the cookie.',
      },
      {
        id: 'T22',
        threat: 'Too many tabs or too much state make the request too large for Node.',
        defence:
          'Five live login requests, oldest out, 8 KB of cookies in all. Who is out is told to start again.',
      },
      {
        id: 'T23',
        threat: 'Tabs are mixed up: a login is handed off for another tab’s app.',
        defence: 'One cookie for each login request, which the form names by its own id.',
      },
      {
        id: 'T24',
        threat: 'A cache, a prefetch or a part of a page captures or repeats an answer.',
        defence:
          'Only a document, or a script of the own origin, captures. Every answer is `no-store`.',
      },
      {
        id: 'T25',
        threat: 'The CSP `form-action` of the app blocks the way back.',
        defence:
          'A form is answered by a page with Refresh and a link, not by a chain of redirects.',
      },
      {
        id: 'T26',
        threat: 'Isolation of windows cuts the popup of an AI app off.',
        defence: '`Cross-Origin-Opener-Policy: unsafe-none` while a login request is there.',
      },
      {
        id: 'T27',
        threat: 'A redirect after the login posts the password once more.',
        defence: 'Redirects are 303, which no browser follows with the body.',
      },
    ],
  },
  {
    title: 'Who the user is said to be',
    threats: [
      {
        id: 'T28',
        threat: 'A polluted prototype or a `__proto__` in JSON adds claims or fields.',
        defence: 'Nothing is read from Object.prototype, of users and of bodies.',
      },
      {
        id: 'T29',
        threat: 'Roles, groups or other fields of an entity are pushed by accident.',
        defence:
          'The default mapper sends standard claims alone. What grants rights is mapped by hand.',
      },
      {
        id: 'T30',
        threat: 'An e-mail address that nobody verified takes an account over.',
        defence:
          '`sub` is never the address, and `email_verified` goes out only as a boolean that was given. `requireVerifiedEmail` refuses the others.',
      },
      {
        id: 'T31',
        threat: 'A client’s own token passes for a user’s.',
        defence: 'The MCP server refuses a token whose subject is its client.',
      },
      {
        id: 'T32',
        threat: 'A picture is `javascript:` or `data:`.',
        defence: 'Pictures are https, or left out.',
      },
    ],
  },
  {
    title: 'The calls to Scalekit',
    threats: [
      {
        id: 'T33',
        threat: 'One tenant’s token serves another tenant’s login.',
        defence: 'Each connection has credentials and a token of its own.',
      },
      {
        id: 'T34',
        threat: 'The token endpoint answers nonsense.',
        defence: 'Form and size of a token are checked; its life is held to 30 s to a day.',
      },
      {
        id: 'T35',
        threat: 'A cold start asks for a token once for each login.',
        defence: 'One request, however many wait for it.',
      },
      {
        id: 'T36',
        threat: 'A revocation lets every login ask for a new token.',
        defence: 'Only the token that was refused is dropped, and one new one is fetched for all.',
      },
      {
        id: 'T37',
        threat: 'A push that is tried again tells Scalekit something else.',
        defence:
          'A repeat has the same body, and only where nobody has answered. The claim stays with the first.',
        scripts: ['test:faults'],
      },
      {
        id: 'T38',
        threat: 'A replica dies between claim, push and answer.',
        defence:
          'The claim lies in the store. The same person goes on elsewhere, nobody else does.',
        scripts: ['test:crash'],
      },
      {
        id: 'T39',
        threat: 'An answer hangs, drips, or is huge.',
        defence: 'Each attempt has one deadline with its body, and reads 64 KB at most.',
        scripts: ['test:faults'],
      },
      {
        id: 'T40',
        threat: 'Scalekit or the store is down, and takes the app’s own login along.',
        defence:
          'A circuit breaker answers at once, nothing is pushed without the store, plain logins go on.',
        scripts: ['test:faults', 'test:crash'],
      },
    ],
  },
  {
    title: 'Pages and answers',
    threats: [
      {
        id: 'T41',
        threat: 'Many or large captures eat memory.',
        defence:
          'Captures lie in the visitor’s cookies, with caps before any work. Calls for details are eight at most.',
        scripts: ['test:soak'],
      },
      {
        id: 'T42',
        threat: 'The time of an answer tells what was right.',
        defence: 'AES-GCM checks sealed values; keys of pages are compared as hashes.',
        notTested:
          'No test measures time: sealed values are checked by AES-GCM, and keys of pages are compared as hashes.',
      },
      {
        id: 'T43',
        threat: 'Answers tell which ids exist, or what went wrong inside.',
        defence:
          'Unknown, foreign, tampered and expired look alike. Causes are for the log, never for visitors.',
      },
      {
        id: 'T44',
        threat: 'An error opens the door, or breaks a login without an AI app.',
        defence: 'Without a login request nothing is touched. Whatever fails pushes nothing.',
      },
      {
        id: 'T45',
        threat: 'Somebody else signs in between the question and the answer.',
        defence: 'The token is bound to the account, and the account is looked at again.',
      },
      {
        id: 'T46',
        threat: 'A name puts markup into a page.',
        defence: 'Every value is escaped, and a CSP with a nonce lets no other script run.',
      },
    ],
  },
  {
    title: 'Around the module: MCP server, emulator, packages',
    threats: [
      {
        id: 'T47',
        threat: 'An authorization server is taken for another one.',
        defence:
          'The MCP server checks the issuer. The emulator answers with the issuer of its metadata, in both modes.',
        scripts: ['test:conformance'],
      },
      {
        id: 'T48',
        threat: 'A token for another MCP server is accepted or passed on.',
        defence: 'The audience has to be this server; the sample passes no token on.',
      },
      {
        id: 'T49',
        threat: 'Access goes on after somebody has left.',
        defence:
          'Disconnecting ends consents and refresh tokens. Access tokens live on until they expire, as SECURITY.md says.',
      },
      {
        id: 'T50',
        threat: 'A page reaches a server on this machine by a name of its own.',
        defence: 'MCP server and emulator answer known host names and origins alone.',
        scripts: ['test:conformance'],
      },
      {
        id: 'T51',
        threat: 'A client’s metadata document makes the emulator ask inner hosts.',
        defence: 'Private addresses are not asked; this machine only if told so.',
      },
      {
        id: 'T52',
        threat: 'The emulator runs in production, or for everybody.',
        defence: 'It refuses `NODE_ENV=production`, and any address but loopback unless told so.',
      },
      {
        id: 'T53',
        threat: 'A package brings code along that runs on install, or was exchanged.',
        defence:
          'Few dependencies, none with an install script, locked by checksum. The packed libraries are what is tested.',
        scripts: ['test:pack'],
      },
      {
        id: 'T54',
        threat: 'The cookie secret is short, or a sample.',
        defence: 'Under 32 bytes stops the boot, and so does a sample in production.',
      },
    ],
  },
  {
    title: 'Found by reviewers',
    threats: [
      {
        id: 'T55',
        threat: 'A sibling host sets a cookie whose name only begins like ours after trimming.',
        defence: 'Pairs are parted by `;`, space and tab alone. A sealed value has one spelling.',
      },
      {
        id: 'T56',
        threat: 'A tiny window or a fragment shows the button without the question.',
        defence:
          'Nothing to scroll to; the button stands below the question and wakes once both were in sight.',
      },
      {
        id: 'T57',
        threat: 'A frame without scripts takes the delay of the button away.',
        defence:
          'The time of rendering is sealed in the token; an answer within 700 ms is asked again.',
      },
      {
        id: 'T58',
        threat: 'A proxy that rewrites Host makes cookies weak.',
        defence: '`NODE_ENV` and `appUrl` decide on `__Host-` and Secure, never a header.',
      },
      {
        id: 'T59',
        threat: 'Somebody at the same browser presses Continue after a logout.',
        defence: 'An account that the session knew waits only as long as the session knows it.',
      },
      {
        id: 'T60',
        threat: 'An answer that drips holds up every later login.',
        defence: 'All ends within the budget, on both adapters; the next caller starts anew.',
      },
      {
        id: 'T61',
        threat: 'A service worker hides that a page was opened, and nothing is captured, silently.',
        defence: 'The mode `navigate` counts, and the log says once why nothing is captured.',
      },
      {
        id: 'T62',
        threat: 'An interceptor restores the session, and that passes for signing in.',
        defence: 'Only the route’s guards and its handler sign somebody in.',
      },
      {
        id: 'T63',
        threat: 'A function of the app fails, and nobody is answered.',
        defence:
          'A last answer without the app’s functions, status 500. The way back is made before the push.',
      },
      {
        id: 'T64',
        threat: 'Cancels of anybody become many calls to Scalekit.',
        defence: 'One call for a cancel, ten in flight or in a second.',
      },
      {
        id: 'T65',
        threat: 'A malformed variable prints its password at boot.',
        defence: 'The boot names the variable and never shows a value.',
      },
      {
        id: 'T66',
        threat: 'A request that says nothing of its origin counts as the app’s own.',
        defence: 'With neither Sec-Fetch-Site nor Origin a login is asked about.',
      },
      {
        id: 'T67',
        threat: 'A guard that only reads a session passes for a login.',
        defence: 'A proven login brings something to sign in with, besides our own fields.',
      },
      {
        id: 'T68',
        threat: 'Any web page fills the emulator’s memory.',
        defence: 'Bodies, journal and clients are bounded in bytes.',
      },
      {
        id: 'T69',
        threat: 'Values of Scalekit’s reach visitors as they are.',
        defence: 'Waiting times, lives and ids are held to what makes sense; words are left out.',
      },
    ],
  },
  {
    title: 'Front ends elsewhere, apps that ask, and policies',
    threats: [
      {
        id: 'T70',
        threat: 'An attacker’s ticket is planted in the victim’s page, script, form or link.',
        defence:
          'A ticket proves something only to the page that made its key, from a listed origin. For anybody else it names a login request, and the continue page asks.',
      },
      {
        id: 'T71',
        threat: 'A ticket leaks, and another page uses it.',
        defence:
          'Without the key of its page it hands nobody off and cancels nothing. The log has its txn alone.',
      },
      {
        id: 'T72',
        threat: 'Any web page fetches tickets in the browser of a visitor.',
        defence: 'Only origins in `frontEnds` get one, and only for a key that the page has made.',
      },
      {
        id: 'T73',
        threat: 'An AI app takes a name that looks like somebody else’s.',
        defence:
          'Names are cleaned and isolated; a host is shown only where nobody else could have registered it.',
      },
      {
        id: 'T74',
        threat: 'What is known of the asking app passes for a reason not to ask.',
        defence: 'Details change what is shown, and never whether somebody is asked.',
      },
      {
        id: 'T75',
        threat: 'A policy that asks for a login is content with an old one.',
        defence:
          'Only a form with what one signs in with, or a provider that asked anew and says when, counts, for that account and that login request.',
      },
      {
        id: 'T76',
        threat: 'A policy’s no is got round by pressing again, by a script or by hand.',
        defence: 'It is asked before every push, and what it denied stays denied.',
      },
      {
        id: 'T77',
        threat: 'One person’s apps are disconnected in another one’s name.',
        defence: 'Every consent is compared with the whole `sub`; an empty one is nobody’s.',
      },
      {
        id: 'T78',
        threat: 'A script’s answer has fields that the app takes out of every other one.',
        defence:
          'Only what the app’s interceptors, settings and schemas let out stands beside the way on.',
      },
    ],
  },
];

export const threats: readonly Threat[] = sections.flatMap((section) => section.threats);
