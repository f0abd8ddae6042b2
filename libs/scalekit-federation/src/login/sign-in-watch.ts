import { Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import type { LoginAttempt } from './login-attempt.js';
import { factsOf } from '../login-request/login-request-record.js';
import { LoginRequest } from '../login-request/login-request.js';

/** Notices a login that came for a login request and signed nobody in: no other step hears of it. */
@Injectable()
export class SignInWatch {
  constructor(private readonly events: EventRecorder) {}

  begin(attempt: LoginAttempt): void {
    attempt.exchange.onceAnswered((status) => {
      const { named, loginRequest, isDecided } = attempt;
      const isLogin = named?.from === 'body' || named?.from === 'trip';
      if (isDecided || !isLogin || loginRequest === undefined) return;
      const known = factsOf(LoginRequest.recordOf(loginRequest));
      this.events.record('notSignedIn', { ...known, status });
    });
  }
}
