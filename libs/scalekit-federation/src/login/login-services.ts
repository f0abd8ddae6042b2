import { Injectable } from '@nestjs/common';
import { LoginWarnings, MissingNotice } from './login-warnings.js';
import { EarlyAnswers } from './early-answers.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginEnd } from './login-end.js';
import { LoginRequestCapture } from './login-request.capture.js';
import { SignInWatch } from './sign-in-watch.js';
import { WhatBecame } from './what-became.js';

/**
 * The steps of a login, for our guards and interceptors: Nest builds those in the module of the
 * controller that uses them, and this is all that has to reach there.
 */
@Injectable()
export class LoginServices {
  constructor(
    readonly attempts: LoginAttempts,
    readonly capture: LoginRequestCapture,
    readonly warnings: LoginWarnings,
    readonly missingNotice: MissingNotice,
    readonly end: LoginEnd,
    readonly early: EarlyAnswers,
    readonly signIns: SignInWatch,
    readonly whatBecame: WhatBecame,
  ) {}
}
