import { stripVTControlCharacters, styleText } from 'node:util';

// What Nest says of its own wiring at every start.
const BOOT_NOISE = /\[(InstanceLoader|NestApplication|NestFactory|RouterExplorer|RoutesResolver)\]/;
// Meant for operators, and said of Node 20; here it is but the sample's provider for development.
const PROVIDER_ADVICE = /^oidc-provider WARNING: Unsupported runtime/;
// Process id, day and the usual level; a reader of three servers at once has use for the time alone.
const NEST_PREFIX =
  /^\[Nest\] \d+\s+- (?:[^,]*, )?(.*?)\s+(?:LOG|(WARN|ERROR|FATAL|DEBUG|VERBOSE)) (?=\[)/;

/** Prints servers' lines behind the server's name, and leaves out what tells a reader nothing. */
export function serverLinePrinter(print: (line: string) => void) {
  return (server: string, line: string): void => {
    const text = stripVTControlCharacters(line).replace(
      NEST_PREFIX,
      (_, time: string, level?: string) => `${time} ${level === undefined ? '' : `${level} `}`,
    );
    if (text.trim() === '' || BOOT_NOISE.test(text) || PROVIDER_ADVICE.test(text)) return;
    print(`${styleText('dim', `[${server}]`.padEnd(12))} ${text}`);
  };
}
