const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Scalekit's URL where it is the emulator on this machine. */
export function emulatorUrlOf(environmentUrl: string | undefined): string | undefined {
  const { hostname = '' } = URL.parse(environmentUrl ?? '') ?? {};
  return loopbackHosts.has(hostname) ? environmentUrl : undefined;
}
