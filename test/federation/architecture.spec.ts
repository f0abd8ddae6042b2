import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const source = join(process.cwd(), 'libs/scalekit-federation/src');

/** From the bottom up: a folder imports those before it, and none behind it. */
const layers = [
  'log',
  'timing',
  'errors',
  'user',
  'details',
  'claims',
  'http',
  'cookies',
  'pages',
  'options',
  'events',
  'telemetry',
  'scalekit',
  'nest',
  'login-request',
  'push',
  'login',
  'decorators',
  'endpoints',
  'passport',
  'browser',
  'redis',
  'health',
  'boot',
  '.',
];

/** What touches names that Nest does not document. */
const undocumented = /@nestjs\/common\/(?!$)|getGlobalGuards|getGlobalRequestGuards|__\w+__/;

const files = filesIn(source);

const textOf = (file: string): string => readFileSync(join(source, file), 'utf8');

const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/from '(\.[^']+)'/g)].map(([, specifier = '']) =>
    normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts'),
  );

const contributing = readFileSync('CONTRIBUTING.md', 'utf8');

describe('the library', () => {
  it.each(files)('imports nothing upwards: %s', (file) => {
    const upwards = importsOf(file).filter(
      (target) => layers.indexOf(dirname(target)) > layers.indexOf(dirname(file)),
    );
    expect(layers).toContain(dirname(file));
    expect(upwards).toEqual([]);
  });

  it('has no file that imports itself by others', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
        return;
      }
      state.set(file, 'open');
      for (const target of importsOf(file)) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('touches what Nest does not document in nest/ alone', () => {
    const touching = files.filter((file) => undocumented.test(textOf(file)));
    expect(touching.filter((file) => dirname(file) !== 'nest')).toEqual([]);
  });

  it('has the files that the map of a login names', () => {
    const [, map = ''] = contributing.split('## A login, file by file');
    const [story = ''] = map.split('\n## ');
    const named = [...story.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThanOrEqual(12);
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('has the folders that CONTRIBUTING.md lists, in the order of their imports', () => {
    const listed = [...contributing.matchAll(/^- `([a-z-]+)\/`/gm)].map(([, folder]) => folder);
    const folders = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...listed, '.']).toEqual(layers);
    expect([...folders, '.'].sort()).toEqual([...layers].sort());
  });
});

it.each(['libs/scalekit-federation/src', 'libs/scalekit-emulator/src', 'apps'])(
  'no file has more than 150 lines: %s',
  (folder) => {
    const lengths = filesIn(folder).map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
      return [file, lines.length] as const;
    });
    expect(lengths.length).toBeGreaterThan(100);
    expect(lengths.filter(([, lines]) => lines > 150)).toEqual([]);
  },
);

/** Without the specs beside them, and without what others have made. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$|node_modules/.test(file))
    .sort();
}
