import type { CanActivate } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';

/**
 * Puts a guard before all global ones. `useGlobalGuards()` puts it behind them, so the list itself is
 * written to, and read back.
 *
 * @returns whether Nest will see it there
 */
export function putGlobalGuardFirst(application: ApplicationConfig, guard: CanActivate): boolean {
  const guards = application.getGlobalGuards();
  if (!guards.includes(guard)) guards.unshift(guard);
  return application.getGlobalGuards()[0] === guard;
}
