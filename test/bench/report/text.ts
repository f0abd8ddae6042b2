import { contenderNames, type ContenderName } from '../measure-pushes.js';
import type { LoginFigures } from '../plain-login/measure-plain-login.js';
import type { ContenderSummary, Summary } from './summary.js';

const titles: Readonly<Record<ContenderName, string>> = {
  completeLogin: 'FederationService.completeLogin',
  officialSdk: '@scalekit-sdk/node',
  bareUndici: 'bare undici',
  bareAxiosRef: 'bare HttpService.axiosRef',
};

export function textReport(summary: Summary): string {
  const { contenders, plainLogin, goals } = summary;
  const ours = contenders.completeLogin;
  const pushes = table([
    ['', 'pushes/s', 'vs ours', 'CPU µs/push', 'vs ours', 'p50 ms', 'p99 ms', 'tokens, cold'],
    ...contenderNames.map((name) => [titles[name], ...pushRow(contenders[name], ours)]),
  ]);
  const logins = table([
    ['', 'CPU µs/login', 'vs without'],
    loginRow('without the module', plainLogin.without),
    loginRow('without it, a second copy (A/A)', plainLogin.control),
    loginRow("without it, Nest's own price of an empty guard and interceptor", plainLogin.empty),
    loginRow('with the module', plainLogin.with),
  ]);
  const verdicts = table([
    ['Goal', '', 'measured', ''],
    ...goals.map(({ name, goal, measured, met }) => [
      name,
      goal,
      Number.isInteger(measured) ? String(measured) : measured.toFixed(3),
      met ? 'met' : 'MISSED',
    ]),
  ]);
  const mode = summary.quick ? ', quick: fewer rounds, rougher figures' : '';
  return [
    `Pushes over TLS, ${summary.concurrency} at a time (Node ${summary.node}${mode})`,
    pushes,
    '',
    `A login without a login request (${summary.httpAdapter})`,
    logins,
    '',
    verdicts,
  ].join('\n');
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

function loginRow(title: string, { cpuMicrosPerLogin, ratio }: LoginFigures): string[] {
  return [title, cpuMicrosPerLogin.toFixed(1), ratio.toFixed(3)];
}

/** The first column is text, the others are numbers; a line under the head. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const [head = '', ...lines] = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  return [head, '-'.repeat(head.length), ...lines].join('\n');
}
