/**
 * oidc-provider prints advice for operators while it loads and starts: an LTS runtime, a production storage. An emulator
 * has no operator, and it runs in a thread or process of its own, so only its own console is touched. Import this first.
 */
for (const level of ['info', 'warn'] as const) {
  const print = console[level].bind(console);
  console[level] = (...data: unknown[]) => {
    if (!String(data[0]).includes('oidc-provider ')) print(...data);
  };
}
