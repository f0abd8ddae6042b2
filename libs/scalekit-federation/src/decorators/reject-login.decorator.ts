import { applyDecorators } from '@nestjs/common';
import { AfterHandler } from './after-handler.js';
import { RejectLoginMetadata } from './reject-login.metadata.js';

/**
 * Goes on a POST route that gives a login up, such as Cancel. It tells Scalekit that the login
 * failed, so that the AI app hears of it, and sends the browser back. Without a login request in the
 * body the handler's own answer stays.
 */
export function RejectLogin(): MethodDecorator {
  return applyDecorators(
    AfterHandler((flow, result) => flow.ending.givenUp(flow, result)),
    RejectLoginMetadata(true),
  );
}
