import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';

export const account = { username: 'ada@example.com', password: 'correct horse battery' } as const;

/** Without a password hash: its cost would hide what is measured. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  validate(username: string, password: string): unknown {
    const isKnown = username === account.username && password === account.password;
    return isKnown && { id: 7, email: username, name: 'Ada Lovelace' };
  }
}

export class LocalAuthGuard extends AuthGuard('local') {}
