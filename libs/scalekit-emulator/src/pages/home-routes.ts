import { json } from '../server/exchange.js';
import type { Route } from '../server/router.js';

export function homeRoutes(homePage: Route['handle'], logSince: Route['handle']): Route[] {
  return [
    {
      step: 'health',
      method: 'GET',
      path: /^\/health$/,
      summary: '200 while it runs',
      handle: () => json(200, { status: 'ok' }),
    },
    {
      step: 'home',
      method: 'GET',
      path: /^\/$/,
      summary:
        'The home page: a login to try, every login step by step, what to copy, and what runs',
      handle: homePage,
    },
    {
      method: 'GET',
      path: /^\/auth-log$/,
      summary: 'The auth log alone, for the page that keeps it up to date',
      handle: logSince,
    },
  ];
}
