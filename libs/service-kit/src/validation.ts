import {
  Injectable,
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type ValidationError,
} from '@nestjs/common';
import { Refused, type FieldError } from '@continuum/contracts';
import { isUUID } from 'class-validator';

/** Commands are checked against their DTO; every wrong field is named, no value is repeated. */
export const commandPipe = (): ValidationPipe =>
  new CommandPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors: ValidationError[]) =>
      invalid(errors.flatMap((one) => fieldsOf(one))),
  });

const invalid = (fields: FieldError[]) =>
  new Refused('INVALID', 'The command has wrong fields.', fields);

function fieldsOf({ property, constraints, children }: ValidationError, parent = ''): FieldError[] {
  const field = parent + property;
  const own = Object.entries(constraints ?? {}).map(([code, text]) => ({ field, code, text }));
  return [...own, ...(children ?? []).flatMap((child) => fieldsOf(child, `${field}.`))];
}

const FROM_OUTSIDE = ['body', 'query', 'param'];

/** What no database keeps is refused before anybody looks at it, and named as every wrong field is. */
class CommandPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const wrong = isJudgedHere(metadata) ? unkeepable(value, metadata.data ?? '') : undefined;
    if (!wrong) return super.transform(value, metadata) as Promise<unknown>;
    throw invalid([wrong]);
  }
}

/** A body of no class is judged by whoever takes it. */
const isJudgedHere = ({ type, metatype }: ArgumentMetadata) =>
  FROM_OUTSIDE.includes(type) && metatype !== undefined && metatype !== Object;

const DEEPEST = 20;

function unkeepable(value: unknown, field: string, depth = 0): FieldError | undefined {
  if (typeof value === 'string') {
    const isText = value.isWellFormed() && !value.includes('\u0000');
    return isText ? undefined : { field, code: 'isText', text: 'holds what is no text' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === DEEPEST) return { field, code: 'depth', text: 'is nested too deeply' };
  for (const [name, inner] of Object.entries(value)) {
    const wrong = unkeepable(inner, field ? `${field}.${name}` : name, depth + 1);
    if (wrong) return wrong;
  }
  return undefined;
}

/** An id in a path or query. A wrong one is named, as every wrong field is. */
@Injectable()
export class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, { data: field = 'id' }: ArgumentMetadata): string {
    if (isUUID(value)) return (value as string).toLowerCase();
    throw new Refused('BAD_REQUEST', 'An id is missing or malformed.', [
      { field, code: 'isUuid', text: `${field} must be a UUID` },
    ]);
  }
}
