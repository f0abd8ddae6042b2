/** RFC 9110 5.6.7: all three forms begin with the day of the week, and all are in UTC. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w :-]{8,30}$/;

/** Milliseconds since 1970 of an HTTP date, or undefined for anything else. */
export function httpDateMs(value: string): number | undefined {
  if (!httpDate.test(value)) return undefined;
  const at = Date.parse(value.endsWith(' GMT') ? value : `${value} GMT`);
  return Number.isNaN(at) ? undefined : at;
}
