import { json } from '../server/exchange.js';
import type { Route } from '../server/router.js';

export function homeRoutes(homePage: Route['handle']): Route[] {
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
      summary: 'The auth log: what to copy, what runs, and every login step by step',
      handle: homePage,
    },
  ];
}
