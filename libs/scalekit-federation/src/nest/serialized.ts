import {
  StreamableFile,
  type ClassSerializerContextOptions,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { instanceToPlain, plainToInstance } from 'class-transformer';

/** Where Nest keeps what `@SerializeOptions()` says. */
export const serializeOptions = 'class_serializer:options';

const reflector = new Reflector();

/**
 * What a handler returned, as its `@SerializeOptions()` let it out: a recorded answer passes no
 * interceptor, and these options may hide what nothing on the object itself hides.
 */
export function serialized(context: ExecutionContext, result: unknown): unknown {
  const options = reflector.getAllAndOverride<ClassSerializerContextOptions | undefined>(
    serializeOptions,
    [context.getHandler(), context.getClass()],
  );
  if (options === undefined || typeof result !== 'object' || result === null) return result;
  // Nest's own serializer leaves files alone, too.
  if (result instanceof StreamableFile) return result;
  const { type } = options;
  const isPlain = type !== undefined && !(result instanceof type);
  return instanceToPlain(isPlain ? plainToInstance(type, result, options) : result, options);
}
