const kib = 1024;
const mib = 1024 * kib;

// README.md names these, for whoever misses something in the journal.

/** An emulator may run for weeks. */
export const journalBounds = { entries: 10_000, bytes: 16 * mib };

/** What the journal keeps of one body; of a larger one it keeps the size. */
export const journaledBodyBytes = 64 * kib;

/** Login requests, questions that wait for consent, grants. */
export const loginBounds = { entries: 10_000, bytes: 8 * mib };

/** Of each kind of thing that oidc-provider stores: clients, sessions, codes, refresh tokens, … */
export const storageBounds = { entries: 10_000, bytes: 4 * mib };

/** RFC 7591 names no limit. A client describes itself in less than 5 KiB where its id is a document's URL. */
export const registrationBytes = 16 * kib;

export const bodyBytes = mib;

/** All bodies together that are being read. */
export const bodiesBytes = 16 * mib;

/** Logins that a person tries from the home page. */
export const triedLoginBounds = { entries: 100 };
