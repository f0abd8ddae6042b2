import { Broken } from '../verdicts.js';

/** What an app shows when nobody has caught an error. */
const traces: readonly [string, RegExp][] = [
  ['a stack trace of Node.js', /\n?\s+at .+\(?.+:\d+:\d+\)?/],
  ['a stack trace of Python', /Traceback \(most recent call last\)|File "[^"]+", line \d+/],
  ['a stack trace of Java', /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/],
  ['a stack trace of .NET', /\bat [\w.<>]+\(.*\) in .+:line \d+/],
  ['a stack trace of Ruby', /\.rb:\d+:in [`']/],
  ['a stack trace of PHP', /Stack trace:\s*#0|on line \d+<|\.php\(\d+\)/],
  ['a stack trace of Go', /goroutine \d+ \[|\.go:\d+ \+0x/],
];

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** @returns what looks like an error that nobody caught */
export function crashIn({ status, text }: Answer): string | undefined {
  const shown = text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/<br\s*\/?>/g, '\n');
  const trace = traces.find(([, pattern]) => pattern.test(shown));
  if (trace) return `an answer ${status} with ${trace[0]}`;
  return status === 500 ? 'an answer 500' : undefined;
}

/**
 * @param when begins the sentence of what was seen
 * @throws {Broken}
 */
export function expectNoCrash(when: string, answer: Answer): void {
  const crash = crashIn(answer);
  if (crash === undefined) return;
  throw new Broken(
    `${when}, the app gave ${crash}`,
    'Catch the error. Show a page that says what happened and what the person can do next, and log the cause.',
  );
}
