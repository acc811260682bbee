import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiHeader } from '@nestjs/swagger';
import { CONTEXT_HEADERS } from './asked.js';

/** What every route says about itself: how its answer is decided. A route that does not say fails a test. */
export const Decided = (how: string) =>
  applyDecorators(
    ApiExtension('x-decided', how),
    ApiHeader({ name: 'Continuum-Purpose', required: true, schema: { type: 'string' } }),
    ...Object.values(CONTEXT_HEADERS).map((name) =>
      ApiHeader({ name, required: false, schema: { type: 'string', maxLength: 80 } }),
    ),
  );

/** A route without personal data, open to everybody who has signed in. */
export const WithoutPersons = (what: string) => ApiExtension('x-without-persons', what);
