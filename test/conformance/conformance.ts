// MCP's own conformance suite against the emulator as authorization server, and against the sample MCP server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorSettings, ScalekitEmulator } from 'scalekit-emulator';
import { ProtectedServer } from './protected-server.js';
import { signIn } from './sign-in.js';
import { runSuite, type Outcome } from './suite.js';

const redirectPort = 3010;
const clientId = 'm2m_conformance';

/** What the sample server is asked to pass; other scenarios need prompts, resources and test tools of the suite. */
const serverScenarios = {
  '2025-11-25': ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'],
  '2026-07-28': ['http-header-validation', 'tools-list', 'dns-rebinding-protection'],
} as const;

type Library = { ScalekitEmulator: typeof ScalekitEmulator };
const built = new URL('../../dist/libs/scalekit-emulator/esm/index.js', import.meta.url);
const library = (await import(built.href)) as Library;

const results = await mkdtemp(join(tmpdir(), 'conformance-'));
const total: Outcome = { passed: 0, failed: 0 };
try {
  await authorizationServer();
  await mcpServer();
} finally {
  await rm(results, { recursive: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function authorizationServer(): Promise<void> {
  const emulator = await library.ScalekitEmulator.start({
    loginUrl: 'http://localhost:3000/login',
    consent: 'auto',
    clients: [{ clientId, redirectUris: [`http://127.0.0.1:${redirectPort}/callback`] }],
  });
  const issuers: [NonNullable<EmulatorSettings['issuerMode']>, string][] = [
    ['environment', emulator.url],
    ['resource', emulator.credentials.resourceUrl],
  ];
  for (const [issuerMode, issuer] of issuers) {
    await emulator.configure({ issuerMode });
    for (const version of ['2025-11-25', '2026-07-28']) {
      const command = `authorization --url ${issuer} --client-id ${clientId} -p ${redirectPort}`;
      const outcome = await runSuite(
        `${command} --spec-version ${version} -o ${results}`,
        (line) => {
          if (line.startsWith(`${issuer}/oauth/authorize?`)) void signIn(emulator, line);
        },
      );
      report(`authorization server, issuer: ${issuerMode}`, version, outcome);
    }
  }
  await emulator.close();
}

async function mcpServer(): Promise<void> {
  const server = await ProtectedServer.start(library.ScalekitEmulator);
  for (const [version, scenarios] of Object.entries(serverScenarios)) {
    for (const scenario of scenarios) {
      const command = `server --url ${server.url} --scenario ${scenario}`;
      const outcome = await runSuite(`${command} --spec-version ${version} -o ${results}`);
      report(`MCP server, ${scenario}`, version, outcome);
    }
  }
  await server.close();
}

/** A run without a single check is a failure too: it would look like success. */
function report(what: string, version: string, { passed, failed }: Outcome): void {
  const nothing = passed + failed === 0 ? 1 : 0;
  total.passed += passed;
  total.failed += failed + nothing;
  console.log(`${version} ${what}: ${passed} passed, ${failed + nothing} failed`);
}
