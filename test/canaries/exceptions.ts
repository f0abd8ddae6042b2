import type { AnswerPart, Kind, Sighting, Sink } from './kinds.js';

/** What a suite tells on purpose. */
export interface Exception {
  readonly suite: RegExp;
  readonly kind: Kind;
  readonly sink: Sink;
  /** Of an answer. */
  readonly part?: AnswerPart;
  /** The whole text. */
  readonly text?: RegExp;
  /** What stands directly before it. */
  readonly behind: RegExp;
  readonly because: string;
}

const lookBehind = 300;

const failing = /^test\/federation\/failing-app\./;
const sample = /^test\/(sample|readme|browser|replicas|emulator)\//;
const seeded =
  'the sample app tells its developer, and no production, of the account that it has seeded';

/** Every one of them; there are no others anywhere. */
export const exceptions: readonly Exception[] = [
  {
    suite: failing,
    kind: 'e-mail address',
    sink: 'error',
    behind: /\bthe reason, with $/,
    because: 'an error of the app itself, which reaches the filters of the app as it was thrown',
  },
  {
    suite: failing,
    kind: 'e-mail address',
    sink: 'log',
    text: /^Error: the reason, with /,
    behind: /\bthe reason, with $/,
    because: 'Nest logs what the app has thrown and no filter has caught',
  },
  {
    suite: sample,
    kind: 'e-mail address',
    sink: 'log',
    behind: /Sign in as $/,
    because: seeded,
  },
  {
    suite: sample,
    kind: 'password',
    sink: 'log',
    behind: /Sign in as \S+ with the password: $/,
    because: seeded,
  },
  {
    suite: sample,
    kind: 'password',
    sink: 'answer',
    part: 'page',
    behind: /\bwith( the password)?\s+<code>$/,
    because: seeded,
  },
  {
    suite: sample,
    kind: 'e-mail address',
    sink: 'answer',
    part: 'page',
    behind: /For the demo: the key of $|it plays the AI app. Sign in as $/,
    because: seeded,
  },
  {
    suite: sample,
    kind: 'e-mail address',
    sink: 'answer',
    part: 'page',
    behind: /<input\s[^>]*name="email"[^>]*\svalue="$/,
    because: 'the form of the sample app keeps what was typed, to the person who has typed it',
  },
  {
    suite: sample,
    kind: 'e-mail address',
    sink: 'answer',
    part: 'page',
    behind:
      /<form method="post" action="\/logout">\s*<span class="soft">$|<dt>E-mail<\/dt>\s*<dd>$|<tr>\s*<td>[^<]*<\/td>\s*<td>$/,
    because:
      'each page of the sample app says who is signed in, to that person, also where it failed',
  },
  {
    suite: sample,
    kind: 'access token',
    sink: 'answer',
    part: 'JSON',
    behind: /^\{"accessToken":"$/,
    because: 'a token of the sample app itself for its own script, and none of Scalekit’s',
  },
  {
    suite: sample,
    kind: 'access token',
    sink: 'answer',
    part: 'page',
    behind: /name="half_login" value="$/,
    because: 'a token of the sample app itself between password and code, and none of Scalekit’s',
  },
];

export function isExcepted(
  suite: string,
  { kind, piece, start }: Sighting,
  among: readonly Exception[] = exceptions,
): boolean {
  const before = piece.text.slice(Math.max(0, start - lookBehind), start);
  return among.some(
    (exception) =>
      exception.suite.test(suite) &&
      exception.kind === kind &&
      exception.sink === piece.sink &&
      (exception.part === undefined ||
        (piece.sink === 'answer' && piece.part === exception.part)) &&
      (exception.text === undefined || exception.text.test(piece.text)) &&
      exception.behind.test(before),
  );
}
