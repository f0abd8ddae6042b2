import type { RoundFigures } from '../app/app-process.js';
import { contenderNames, type ContenderName } from '../measure-pushes.js';
import type { LoginFigures } from '../plain-login/measure-plain-login.js';
import type { AdapterFigures, ContenderSummary, Summary } from './summary.js';
import { table } from './table.js';

const titles: Readonly<Record<ContenderName, string>> = {
  completeLogin: 'FederationService.completeLogin',
  officialSdk: '@scalekit-sdk/node',
  bareUndici: 'bare undici',
  bareAxiosRef: 'bare HttpService.axiosRef',
};

export function textReport(summary: Summary): string {
  const { concurrency } = summary;
  const mode = summary.quick ? ', quick: fewer rounds, rougher figures' : '';
  return [
    `Pushes over TLS, ${concurrency} at a time (Node ${summary.node}${mode})`,
    pushTable(summary),
    ...summary.adapters.flatMap((figures) => [
      '',
      `Whole hand-offs, ${concurrency} at a time (${figures.adapter})`,
      handOffTable(figures),
      '',
      `A login without a login request (${figures.adapter})`,
      loginTable(figures),
    ]),
    '',
    goalTable(summary),
  ].join('\n');
}

function pushTable({ contenders }: Summary): string {
  const ours = contenders.completeLogin;
  return table([
    ['', 'pushes/s', 'vs ours', 'CPU µs/push', 'vs ours', 'p50 ms', 'p99 ms', 'tokens, cold'],
    ...contenderNames.map((name) => [titles[name], ...pushRow(contenders[name], ours)]),
  ]);
}

function pushRow(row: ContenderSummary, ours: ContenderSummary): string[] {
  return [
    row.pushesPerSecond.toFixed(0),
    `${(row.pushesPerSecond / ours.pushesPerSecond).toFixed(2)}x`,
    row.cpuMicrosPerPush.toFixed(1),
    `${(row.cpuMicrosPerPush / ours.cpuMicrosPerPush).toFixed(2)}x`,
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    row.coldTokenRequests === null ? '-' : String(row.coldTokenRequests),
  ];
}

function handOffTable({ handOff }: AdapterFigures): string {
  const row = ({ perSecond, cpuMicros, p50Ms, p99Ms }: RoundFigures) => [
    perSecond.toFixed(0),
    cpuMicros.toFixed(1),
    p50Ms.toFixed(2),
    p99Ms.toFixed(2),
  ];
  return table([
    ['', 'hand-offs/s', "app's CPU µs/hand-off", 'p50 ms', 'p99 ms'],
    ['with the module', ...row(handOff.module)],
    ['by hand, with @scalekit-sdk/node', ...row(handOff.officialSdk)],
  ]);
}

function loginTable({ plainLogin }: AdapterFigures): string {
  return table([
    ['', 'CPU µs/login', 'more than without'],
    loginRow('without the module', plainLogin.without),
    loginRow('without it, a second copy (A/A)', plainLogin.control),
    loginRow("without it, Nest's own price of an empty guard and interceptor", plainLogin.empty),
    loginRow('with the module', plainLogin.with),
  ]);
}

function loginRow(title: string, { cpuMicros, extraCpuMicros }: LoginFigures): string[] {
  return [title, cpuMicros.toFixed(1), extraCpuMicros.toFixed(1)];
}

function goalTable({ goals }: Summary): string {
  return table([
    ['Goal', '', 'measured', ''],
    ...goals.map(({ name, goal, measured, met }) => [
      name,
      goal,
      Number.isInteger(measured) ? String(measured) : measured.toFixed(3),
      met ? 'met' : 'MISSED',
    ]),
  ]);
}
