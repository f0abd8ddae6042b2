import { Reflector } from '@nestjs/core';

export const RejectLoginMetadata = Reflector.createDecorator<true>({
  key: 'scalekit:reject-login',
});
