import { ApiResponse } from '@nestjs/swagger';
import type { TSchema } from 'typebox';

/** Views that some route answers with, by title: the document's own list of them. */
export const answered = new Map<string, TSchema>();

/** What a route answers: the view, or a list of it; for a file also in another form. */
export function Answers(
  what: TSchema | readonly [TSchema],
  status: 200 | 201 | 202 = 200,
  alsoAs?: 'text/csv',
): MethodDecorator {
  const [schema, isList] = isOne(what) ? [what, false] : [what[0], true];
  const title = titleOf(schema);
  answered.set(title, schema);
  const $ref = `#/components/schemas/${title}`;
  const json = { schema: isList ? { type: 'array', items: { $ref } } : { $ref } };
  const other = alsoAs ? { [alsoAs]: { schema: { type: 'string' } } } : {};
  return ApiResponse({
    status,
    description: isList ? `A list of ${title}.` : `${title}.`,
    content: { 'application/json': json, ...other },
  });
}

/** An object that another service composes and words. */
export const AnswersObject = (description: string) =>
  ApiResponse({
    status: 200,
    description,
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  });

export const AnswersStream = (description: string) =>
  ApiResponse({
    status: 200,
    description,
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  });

const isOne = (what: TSchema | readonly [TSchema]): what is TSchema => !Array.isArray(what);

function titleOf(schema: TSchema): string {
  const { title } = schema as { title?: string };
  if (!title) throw new Error('A view without a title cannot be answered.');
  return title;
}
