import { transformSync, type Options } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = path.join(import.meta.dirname, '../../../..');
const globals = path.join(import.meta.dirname, 'jest-globals.ts');

/** The folder that holds the mutated copy. */
let sandbox = '';
let swc: Options = {};

interface JestConfig {
  readonly transform: Readonly<Record<string, [transformer: string, Options]>>;
}

export const initialize: InitializeHook<string> = async (folder) => {
  sandbox = pathToFileURL(folder + path.sep).href;
  const file = pathToFileURL(path.join(repository, 'jest.config.js'));
  const config = (await import(file.href)) as { default: JestConfig };
  swc = { ...config.default.transform[String.raw`^.+\.ts$`]?.[1], swcrc: false };
};

/** As `moduleNameMapper` has it for Jest. What a module imports is of its own generation. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL = '' } = context;
  if (!parentURL.startsWith(sandbox)) return next(specifier, context);
  if (specifier === '@jest/globals') return next(pathToFileURL(globals).href, context);
  if (specifier === 'scalekit-emulator') {
    const built = path.join(repository, 'dist/libs/scalekit-emulator/esm/index.js');
    return found(pathToFileURL(built).href);
  }
  const [, library, entry] = /^(nestjs-scalekit-federation)(?:\/(.*))?$/.exec(specifier) ?? [];
  const { search } = new URL(parentURL);
  if (library !== undefined) {
    const source = path.posix.join('libs/scalekit-federation/src', entry ?? '', 'index.ts');
    return found(new URL(source, sandbox).href + search);
  }
  if (!/^\.{1,2}\//.test(specifier)) return next(specifier, context);
  const source = new URL(specifier.replace(/\.js$/, '.ts'), parentURL);
  return existsSync(fileURLToPath(source)) ? found(source.href + search) : next(specifier, context);
};

/** As `transform` has it. */
export const load: LoadHook = (url, context, next) => {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:' || !url.startsWith(sandbox) || !pathname.endsWith('.ts')) {
    return next(url, context);
  }
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename });
  return { format: 'module', source: code, shortCircuit: true };
};

function found(url: string) {
  return { url, shortCircuit: true };
}
