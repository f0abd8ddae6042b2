import { SetMetadata } from '@nestjs/common';

const onFunction = 'scalekit:route';
const onPrototype = 'scalekit:routes';

/**
 * Marks a method twice: by function, as Nest and tools that wrap handlers copy metadata, and by the
 * name that it has on its class, which stays when a wrapper forgets to copy.
 *
 * @param decorator the name of ours that marks it
 */
export function markRoute(decorator: string): MethodDecorator {
  return (target, name, descriptor) => {
    SetMetadata(onFunction, decorator)(target, name, descriptor);
    Reflect.defineMetadata(onPrototype, decorator, target, name);
  };
}

/** Which decorator of ours a handler carries, as Nest will see it. */
export function routeMark(handler: object): string | undefined {
  return Reflect.getMetadata(onFunction, handler) as string | undefined;
}

/** Which one its class was written with, whatever has become of the function since. */
export function writtenMark(prototype: object, name: string): string | undefined {
  return Reflect.getOwnMetadata(onPrototype, prototype, name) as string | undefined;
}
