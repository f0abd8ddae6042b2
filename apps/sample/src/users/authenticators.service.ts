import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Database } from '../database/database.js';

const STEP_SECONDS = 30;

class Authenticator {
  readonly secret!: string;
}

/** Authenticator apps of users: time-based one-time passwords (RFC 6238). */
@Injectable()
export class AuthenticatorsService {
  constructor(private readonly database: Database) {}

  async isEnrolled(userId: string): Promise<boolean> {
    return (await this.#find(userId)) !== undefined;
  }

  /** Whether the code is right; none is right twice (RFC 6238 section 5.2). */
  async verify(userId: string, code: string): Promise<boolean> {
    const authenticator = await this.#find(userId);
    if (authenticator === undefined) return false;
    const now = Date.now();
    // One step to each side, for clocks that differ and people who type.
    const delta = totp(authenticator.secret).validate({ token: code, timestamp: now, window: 1 });
    if (delta === null) return false;
    const step = Math.floor(now / 1000 / STEP_SECONDS) + delta;
    const used = await this.database.query(
      Authenticator,
      `update authenticators set last_step = $2
        where user_id = $1 and last_step < $2 returning secret`,
      [userId, step],
    );
    return used.length === 1;
  }

  async #find(userId: string): Promise<Authenticator | undefined> {
    const [authenticator] = await this.database.query(
      Authenticator,
      'select secret from authenticators where user_id = $1',
      [userId],
    );
    return authenticator;
  }
}

/** @param secret Base32, as authenticator apps take it */
export function totp(secret: string): TOTP {
  return new TOTP({ issuer: 'Waybill', secret: Secret.fromBase32(secret), period: STEP_SECONDS });
}
