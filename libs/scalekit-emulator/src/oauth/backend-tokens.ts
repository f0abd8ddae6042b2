import { jwtVerify } from 'jose';
import { ApiError } from '../environment/api-error.js';
import type { SigningKey } from './signing-key.js';

/** The tokens of the app's backend, for Scalekit's own API. */
export class BackendTokens {
  /** By `jti`: a JWT alone cannot be taken back. */
  readonly #ids = new Set<string>();

  /** @param audience the environment's URL */
  constructor(
    private readonly audience: string,
    private readonly key: Promise<SigningKey>,
  ) {}

  issued(tokenId: string): void {
    this.#ids.add(tokenId);
  }

  /**
   * Lets a token of the backend's own client pass, and no other.
   * @param authorization the request's header
   * @throws {ApiError} UNAUTHENTICATED
   */
  async authenticate(authorization: string | undefined): Promise<void> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new ApiError('UNAUTHENTICATED', 'Token empty');
    try {
      const { payload } = await jwtVerify(token, (await this.key).publicKey, {
        algorithms: ['RS256'],
        audience: this.audience,
      });
      if (this.#ids.has(payload.jti ?? '')) return;
    } catch {
      // answered below, like a token that was taken back
    }
    throw new ApiError('UNAUTHENTICATED', 'Token invalid or expired');
  }

  /** Takes all of them back. */
  revoke(): void {
    this.#ids.clear();
  }
}
