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
export const commandPipe = () =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors: ValidationError[]) =>
      new Refused(
        'INVALID',
        'The command has wrong fields.',
        errors.flatMap((error) => fieldsOf(error)),
      ),
  });

function fieldsOf({ property, constraints, children }: ValidationError, parent = ''): FieldError[] {
  const field = parent + property;
  const own = Object.entries(constraints ?? {}).map(([code, text]) => ({ field, code, text }));
  return [...own, ...(children ?? []).flatMap((child) => fieldsOf(child, `${field}.`))];
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
