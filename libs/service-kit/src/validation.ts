import {
  Param,
  ParseUUIDPipe,
  ValidationPipe,
  type ArgumentMetadata,
  type ValidationError,
} from '@nestjs/common';
import { Refused, type FieldError } from '@continuum/contracts';

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

/** A part of the path that is an id; where it cannot be one, the answer names it. */
export const UuidParam = (name: string): ParameterDecorator =>
  Param(
    name,
    new ParseUUIDPipe({
      exceptionFactory: () =>
        new Refused('BAD_REQUEST', 'The request cannot be read.', [
          { field: name, code: 'isUuid', text: `${name} must be a UUID` },
        ]),
    }),
  );

/** No column takes the character of code 0: text with it is refused here, before anybody keeps it. */
class CommandPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isChecked = ['param', 'query'].includes(metadata.type) || this.toValidate(metadata);
    const fields = isChecked ? unstorableIn(value, metadata.data ?? '') : [];
    if (fields.length > 0) throw invalid(fields);
    return super.transform(value, metadata);
  }
}

const invalid = (fields: FieldError[]) =>
  new Refused('INVALID', 'The command has wrong fields.', fields);

function unstorableIn(value: unknown, field: string): FieldError[] {
  if (typeof value === 'string') {
    const text = `${field} must not contain the character of code 0`;
    return value.includes('\0') ? [{ field, code: 'isStorable', text }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    unstorableIn(part, field ? `${field}.${key}` : key),
  );
}

function fieldsOf({ property, constraints, children }: ValidationError, parent = ''): FieldError[] {
  const field = parent + property;
  const own = Object.entries(constraints ?? {}).map(([code, text]) => ({ field, code, text }));
  return [...own, ...(children ?? []).flatMap((child) => fieldsOf(child, `${field}.`))];
}
