// Writes SUPPORTED.md from the built emulator itself and from contract.json, what Scalekit documents.
// With --check it only says whether the file is as it would write it.
import { readFileSync, writeFileSync } from 'node:fs';

const built = new URL('../../dist/libs/scalekit-emulator/esm/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { EmulatorServer } = await load('server/emulator-server.js');
const { matchRoutes } = await load('server/router.js');
const { defaultSettings } = await load('environment/environment.js');
const { methods } = await load('grpc/methods.js');
const { parseUser } = await load('login-request/parse-user.js');

const contract = JSON.parse(readFileSync(new URL('contract.json', import.meta.url), 'utf8'));
const emulator = await EmulatorServer.start({ loginUrl: 'http://localhost/login' });
const { routes, credentials } = emulator;
const metadata = await (
  await fetch(`${credentials.environmentUrl}/.well-known/oauth-authorization-server`)
).json();
await emulator.close();

const yesOrNo = (is) => (is ? 'yes' : 'no');
const served = (call) => {
  const [method, path] = call.split(' ');
  return matchRoutes(routes, path).find(({ route }) => route.method === method)?.route;
};
/** `/^\/keys$/` as one writes it: `/keys`, with parameters in braces and what may be left out in brackets. */
const pathOf = ({ path }) =>
  path.source
    .replace(/^\^|\$$/g, '')
    .replace(/\(\?<(\w+)>\[[^\]]+\]\+\)/g, '{$1}')
    .replace(/\(\?:(.*?)\)\?/g, '[$1]')
    .replace(/\\/g, '');
/** Pushed alone, each field is either taken over or ignored as unknown. */
const takesField = (field) => {
  const values = ['x', true, ['x'], {}];
  return values.some((value) => {
    try {
      return field in parseUser(JSON.stringify({ [field]: value }), defaultSettings);
    } catch {
      return false;
    }
  });
};
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const undocumented = routes.filter(
  (route) => !contract.calls.some(({ call }) => served(call) === route),
);
const text = `# What is supported

Made by \`supported.mjs\` from the emulator's own routes and from \`contract.json\`, what Scalekit documents for logins of MCP
clients. A test fails when this page and the emulator differ.

## Scalekit's REST and OAuth endpoints

${table(
  ['call', 'served', ''],
  contract.calls.map(({ call }) => [
    `\`${call}\``,
    yesOrNo(served(call)),
    served(call)?.summary ?? '',
  ]),
)}

## Scalekit's gRPC methods

${table(
  ['method', 'served', ''],
  contract.grpc.map(({ method, note = '' }) => [`\`${method}\``, yesOrNo(method in methods), note]),
)}

## Grant types

${table(
  ['grant', 'served'],
  contract.grantTypes.map((grant) => [
    `\`${grant}\``,
    yesOrNo(metadata.grant_types_supported.includes(grant)),
  ]),
)}

## Fields of a pushed user

${table(
  ['field', 'read'],
  contract.userFields.map((field) => [`\`${field}\``, yesOrNo(takesField(field))]),
)}

## What nobody outside Scalekit knows

${table(
  ['question', 'setting, and its default', 'why'],
  contract.unknowns.map(({ question, settings, why }) => [
    question,
    settings
      .map((name) => `\`${name}\`: \`${JSON.stringify(defaultSettings[name])}\``)
      .join('<br>'),
    why,
  ]),
)}

## What is inferred

${contract.inferred.map((one) => `- ${one}`).join('\n')}

## The emulator's own

${table(
  ['call', ''],
  undocumented.map((route) => [`\`${route.method} ${pathOf(route)}\``, route.summary]),
)}
`;

const { format } = await import('prettier');
const pretty = await format(text, { parser: 'markdown', printWidth: 100 });
const file = new URL('SUPPORTED.md', import.meta.url);
if (process.argv.includes('--check')) {
  process.exitCode = readFileSync(file, 'utf8') === pretty ? 0 : 1;
} else {
  writeFileSync(file, pretty);
}
