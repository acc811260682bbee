import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Refused, type FieldError } from '@continuum/contracts';

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
