import { Inject, Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';

const ISSUER = 'waybill';

/** JWTs that this app gives to itself (RFC 7519). Each has one purpose and is good for no other. */
@Injectable()
export class SignedTokens {
  readonly #key: Uint8Array;

  constructor(@Inject(sampleConfig.KEY) { sessionSecret }: SampleConfig) {
    this.#key = new TextEncoder().encode(sessionSecret);
  }

  /** @param purpose becomes the audience */
  sign(purpose: string, userId: string, lifetimeSeconds: number): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(purpose)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
      .sign(this.#key);
  }

  /** The user's id; undefined for a token that is forged, over, or for another purpose. */
  async verify(purpose: string, token: unknown): Promise<string | undefined> {
    if (typeof token !== 'string') return undefined;
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: purpose,
      });
      return payload.sub;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
