import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { user } from '../server/credentials.js';

export const account = { username: user.email, password: 'correct horse battery' } as const;

/** Without a password hash: its cost would hide what is measured. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  validate(username: string, password: string): unknown {
    return username === account.username && password === account.password && user;
  }
}

export class LocalAuthGuard extends AuthGuard('local') {}
