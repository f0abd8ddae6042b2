import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** As Node looks for it: beside the package, then in every folder above. */
function locationOf(name: string, from: string): string {
  const folders = from.split('/node_modules/');
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const location = [...folders.slice(0, depth), name].join('/node_modules/');
    const found = depth === 0 ? `node_modules/${name}` : location;
    if (found in packages) return found;
  }
  throw new Error(`${name}, which ${from} needs, is not in package-lock.json`);
}

/** All that npm brings along with a library, by where it lies. */
function broughtAlongBy(library: string): Set<string> {
  const found = new Set<string>();
  const visit = (from: string): void => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      const location = locationOf(name, from);
      if (found.has(location)) continue;
      found.add(location);
      visit(location);
    }
  };
  visit(library);
  return found;
}

describe.each([
  ['scalekit-federation', 2],
  ['scalekit-emulator', 9],
])('what npm brings along with %s', (library, own) => {
  const locations = [...broughtAlongBy(`libs/${library}`)];

  it('runs nothing when it is installed (T53)', () => {
    expect(locations.length).toBeGreaterThanOrEqual(own);
    expect(locations.filter((location) => packages[location]?.hasInstallScript)).toEqual([]);
  });

  it('comes from the registry, by its checksum (T53)', () => {
    const unchecked = locations.filter(
      (location) => !(packages[location]?.integrity ?? '').startsWith('sha512-'),
    );
    expect(unchecked).toEqual([]);
  });
});
