/** Under which our meter and our tracer are known. */
export const instrumentationName = 'nestjs-scalekit-federation';

/** Public, as the README's table of them: dashboards and alerts are made of these. */
export const attributes = {
  connection: 'scalekit_federation.connection',
  end: 'scalekit_federation.end',
  reason: 'scalekit_federation.reason',
  call: 'scalekit_federation.call',
  attempts: 'scalekit_federation.attempts',
  txn: 'scalekit_federation.txn',
  /** OpenTelemetry's own. */
  errorType: 'error.type',
} as const;

export const metricNames = {
  logins: 'scalekit_federation.logins',
  pushDuration: 'scalekit_federation.push.duration',
  pushAttempts: 'scalekit_federation.push.attempts',
  tokenFetches: 'scalekit_federation.token.fetches',
  openLoginRequests: 'scalekit_federation.open_login_requests',
  breakerRefusals: 'scalekit_federation.circuit_breaker.refusals',
} as const;

export const spanNames = {
  capture: 'scalekit_federation.capture',
  push: 'scalekit_federation.push',
  token: 'scalekit_federation.token',
} as const;

/** Those that are known. */
export function known(
  values: Readonly<Record<string, string | number | undefined>>,
): Record<string, string | number> {
  const defined: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
