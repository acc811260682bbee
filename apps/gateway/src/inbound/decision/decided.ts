import { applyDecorators } from '@nestjs/common';
import { PURPOSES } from '@continuum/contracts';
import { ApiExtension, ApiHeader } from '@nestjs/swagger';
import { CONTEXT_HEADERS, PURPOSE_HEADER } from './asked.js';

/** What every route says about itself: how its answer is decided. A route that does not say fails a test. */
export const Decided = (how: string) =>
  applyDecorators(
    ApiExtension('x-decided', how),
    ApiHeader({
      name: PURPOSE_HEADER,
      required: true,
      schema: { type: 'string', enum: [...PURPOSES] },
    }),
    ...Object.values(CONTEXT_HEADERS).map((name) =>
      ApiHeader({ name, required: false, schema: { type: 'string', maxLength: 80 } }),
    ),
  );

/** A route without personal data, open to everybody who has signed in. */
export const WithoutPersons = (what: string) => ApiExtension('x-without-persons', what);
