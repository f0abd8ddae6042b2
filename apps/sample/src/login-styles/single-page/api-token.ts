/** The bearer token that the single-page app keeps in memory. */
export const API_TOKEN = { purpose: 'api', lifetimeSeconds: 15 * 60 } as const;
