import {
  applyDecorators,
  Catch,
  SetMetadata,
  UseFilters,
  type ExceptionFilter,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition } from '@continuum/contracts';

/** Nest turns a thrown error into `{ status, message }` unless a filter on the method itself throws it again. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

const DEFINITIONS = 'continuum:events';

/** Marks a controller method as the handler of these events: `(events, { tx }) => Outcome[]`. */
export function OnEvents(...definitions: readonly EventDefinition[]): MethodDecorator {
  const mark = applyDecorators(
    EventPattern(definitions.map(({ type }) => type)),
    UseFilters(new Rethrow()),
    SetMetadata(DEFINITIONS, definitions),
  );
  return (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    mark(target, key, descriptor);
  };
}
