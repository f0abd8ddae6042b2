import type { SampleConfig } from '../config/sample.config.js';

/** The session cookie, the same on both adapters. It ends with the browser, or with the session. */
export function sessionCookie({ production }: SampleConfig) {
  return {
    name: production ? '__Host-waybill' : 'waybill',
    attributes: { path: '/', httpOnly: true, sameSite: 'lax', secure: production },
  } as const;
}
