type Library = typeof import('nestjs-scalekit-federation');

const built = new URL('../../dist/libs/scalekit-federation/esm/index.js', import.meta.url);

/** The package as it is published, not its sources: what is measured is what users install. */
export const library = (await import(built.href)) as Library;
