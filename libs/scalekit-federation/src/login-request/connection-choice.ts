import { Inject, Injectable } from '@nestjs/common';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import { DetailsUnavailableError, ResourceNotConnectedError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { defaultConnection, type ResolvedOptions } from '../options/resolved-options.js';

/** Which connection a login request belongs to: chosen once, at capture. */
@Injectable()
export class ConnectionChoice {
  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  /**
   * @param request to the login page
   * @param declared by `@LoginConnection()`
   * @returns undefined where several connections stand behind one login page, and only the details of
   *   the login request say which one is meant
   */
  chosen(request: unknown, declared: string | undefined): string | undefined {
    const { connections, connectionOf } = this.options;
    const named = declared ?? connectionOf(request);
    if (named !== undefined) return named;
    const [only, ...more] = connections.keys();
    if (more.length === 0) return only;
    const isByResource = [...connections.values()].some(({ resourceId }) => resourceId);
    return isByResource ? undefined : defaultConnection;
  }

  /**
   * The connection of the MCP server that the login request is for. Never a default: it would hand the
   * person to another server.
   *
   * @throws DetailsUnavailableError, ResourceNotConnectedError
   */
  byResource(details: LoginRequestDetails | undefined): string {
    if (details === undefined) throw new DetailsUnavailableError();
    const { resource } = details;
    const connections = [...this.options.connections.values()];
    const meant = connections.find(({ resourceId }) => resourceId && resourceId === resource?.id);
    if (meant === undefined) throw new ResourceNotConnectedError(resource);
    return meant.name;
  }
}
