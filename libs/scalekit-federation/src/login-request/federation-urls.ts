import { Inject, Injectable } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import type { ResolvedOptions } from '../options/resolved-options.js';

/** Where this app's pages are. Hosts never enter: every URL here is a path, or the configured one. */
@Injectable()
export class FederationUrls {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly application: ApplicationConfig,
  ) {}

  /** The routes of our own pages, as the platform's router sees them. */
  get routes(): { readonly continue: string; readonly relay: string } {
    const { basePath } = this.options;
    return {
      continue: this.behindPrefix(`${basePath}/continue`),
      relay: this.behindPrefix(`${basePath}/relay`),
    };
  }

  /**
   * @param ticket the `txn`, or a ticket that the page sets aside
   * @param absolute for front ends, whose own origin is another one
   */
  continueUrl(request: PlatformRequest, ticket: string, { absolute = false } = {}): string {
    const { appUrl } = this.options;
    const base = absolute && appUrl ? appUrl : mountOf(request);
    return withTxn(base + this.routes.continue, ticket);
  }

  /** The origin of the listed front end that shows the login page, if one does. */
  get loginPageOrigin(): string | undefined {
    const { loginUrl = '', frontEnds } = this.options;
    const origin = URL.canParse(loginUrl) ? new URL(loginUrl).origin : undefined;
    return origin !== undefined && frontEnds.includes(origin) ? origin : undefined;
  }

  /** What the form of the continue page posts to. */
  continueAction(request: PlatformRequest): string {
    return mountOf(request) + this.routes.continue;
  }

  relayUrl(request: PlatformRequest, txn: string): string {
    return withTxn(mountOf(request) + this.routes.relay, txn);
  }

  /** The login page, showing the form of this login request. */
  loginUrl(request: PlatformRequest, ticket: string): string {
    return withTxn(this.plainLoginUrl(request), ticket);
  }

  /** The login page without any login request. */
  plainLoginUrl(request: PlatformRequest): string {
    return this.options.loginUrl ?? mountOf(request) + this.behindPrefix('/login');
  }

  /** As Nest does with routes: behind the global prefix, unless the app excludes the path from it. */
  private behindPrefix(path: string): string {
    const prefix = this.application.getGlobalPrefix().replace(/^\/+|\/+$/g, '');
    const { exclude = [] } = this.application.getGlobalPrefixOptions();
    const isExcluded = exclude.some(({ pathRegex }) => pathRegex.test(path));
    return prefix === '' || isExcluded ? path : `/${prefix}${path}`;
  }
}

function withTxn(url: string, ticket: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}scalekit_txn=${ticket}`;
}

/** Express: the path below which the Nest app is mounted in another one. */
function mountOf(request: PlatformRequest): string {
  return request.baseUrl ?? '';
}
