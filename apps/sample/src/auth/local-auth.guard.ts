import { Injectable } from '@nestjs/common';
import { FormAuthGuard } from './form-auth.guard.js';

/** E-mail address and password. */
@Injectable()
export class LocalAuthGuard extends FormAuthGuard('local') {}
