import type { IncomingHttpHeaders } from 'node:http';
import {
  HttpException,
  Inject,
  Injectable,
  Logger,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import { mcpServerConfig } from '../config/mcp-server.config.js';
import type { McpServerConfig } from '../config/mcp-server.config.js';
import type { AccessToken } from './access-token.js';
import { AccessTokenVerifier, KeysUnavailableError } from './access-token.verifier.js';
import { bearerChallenge } from './bearer-challenge.js';
import { BearerError } from './bearer-error.js';
import { bearerTokenOf } from './bearer-token.js';
import { checkToolScopes } from '../mcp/tool-scopes.js';

/** A request that {@link BearerTokenGuard} let through. */
export interface AuthenticatedRequest {
  headers: IncomingHttpHeaders;
  body?: unknown;
  user: AccessToken;
}

/** Lets a request pass with a user's access token for this server and for the tool that it calls; puts it on `request.user`. */
@Injectable()
export class BearerTokenGuard implements CanActivate {
  private readonly logger = new Logger(BearerTokenGuard.name);

  constructor(
    private readonly verifier: AccessTokenVerifier,
    @Inject(mcpServerConfig.KEY) private readonly config: McpServerConfig,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    try {
      request.user = await this.verifier.verify(bearerTokenOf(request.headers.authorization));
      checkToolScopes(request.body, request.user);
      return true;
    } catch (error) {
      throw this.refuse(error, (name, value) =>
        this.adapterHost.httpAdapter.setHeader(http.getResponse(), name, value),
      );
    }
  }

  private refuse(error: unknown, setHeader: (name: string, value: string) => void): unknown {
    if (error instanceof BearerError) {
      if (error.code !== undefined) this.logger.warn(`Request refused: ${error.message}`);
      setHeader(
        'WWW-Authenticate',
        bearerChallenge(error, {
          resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(new URL(this.config.serverUrl)),
          requiredScope: this.config.requiredScope,
        }),
      );
      const body = { error: error.code ?? 'unauthorized', error_description: error.message };
      return new HttpException(body, error.status);
    }
    if (error instanceof KeysUnavailableError) {
      // Not a 401: the client's token may be fine, and it must not be thrown away.
      this.logger.error(`${error.message} (${this.config.jwksUrl})`);
      setHeader('Retry-After', '5');
      return new ServiceUnavailableException(error.message);
    }
    return error;
  }
}
