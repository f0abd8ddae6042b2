import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey, JWTPayload } from 'jose';
import { mcpServerConfig } from '../config/mcp-server.config.js';
import type { McpServerConfig } from '../config/mcp-server.config.js';
import { readAccessToken } from './access-token.js';
import type { AccessToken } from './access-token.js';
import { InsufficientScopeError, InvalidTokenError } from './bearer-error.js';
import { describeRefusal } from './describe-refusal.js';

/** The authorization server's keys can't be had: nothing is known about the token. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/**
 * Verifies access tokens against the keys that the authorization server publishes.
 *
 * A signed token stays good until its `exp`, also for a user who was locked out meanwhile. Keep
 * lifetimes short, and have tools that matter ask the user database again.
 */
@Injectable()
export class AccessTokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(@Inject(mcpServerConfig.KEY) private readonly config: McpServerConfig) {
    this.keys = createRemoteJWKSet(new URL(config.jwksUrl));
  }

  /**
   * @throws InvalidTokenError, InsufficientScopeError if the token does not open this server
   * @throws KeysUnavailableError if that can't be found out now
   */
  async verify(token: string): Promise<AccessToken> {
    const accessToken = readAccessToken(await this.verifySignedClaims(token));
    const { requiredScope } = this.config;
    if (requiredScope !== undefined && !accessToken.scopes.includes(requiredScope)) {
      throw new InsufficientScopeError(`The scope ${requiredScope} is required`);
    }
    return accessToken;
  }

  private async verifySignedClaims(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.findKey, {
        // Pinned: the header's alg is the sender's wish (RFC 8725 section 3.1).
        algorithms: ['RS256'],
        issuer: this.config.issuers,
        audience: this.config.audiences,
        requiredClaims: ['exp'],
        clockTolerance: '5s',
      });
      return payload;
    } catch (error) {
      // No `cause`: jose's errors carry the token's claims.
      if (error instanceof errors.JOSEError) throw new InvalidTokenError(describeRefusal(error));
      throw error;
    }
  }

  private readonly findKey: JWTVerifyGetKey = async (header, jws) => {
    try {
      return await this.keys(header, jws);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      throw new KeysUnavailableError('The keys of the authorization server are unavailable');
    }
  };
}
