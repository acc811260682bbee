import { Refused } from '@continuum/contracts';

/**
 * What of an error may be logged. TypeORM's errors carry parameters and PostgreSQL's messages quote values, so this
 * is a list of what passes, never of what is removed.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, table, constraint } = driverError(error);
  return {
    error: error.name,
    ...(error instanceof Refused ? { code: error.code } : { code }),
    table,
    constraint,
    stack: framesOf(error),
    ...(error.cause ? { cause: errorFields(error.cause) } : {}),
  };
}

function driverError(error: Error): { code?: unknown; table?: unknown; constraint?: unknown } {
  const { driverError: inner } = error as { driverError?: object };
  return (inner ?? error) as object;
}

/** Without the message, which may hold a value. */
function framesOf({ stack }: Error): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim());
}
