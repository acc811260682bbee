import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { errorFields } from './error-fields.js';

/** JSON lines with a fixed message, ids and codes: never a name, a value or the text of an error. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFields },
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** Nest's own messages through the same logger; what Nest passes beside the message may hold anything and is dropped. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown) {
    this.write('debug', message, context);
  }
  warn(message: unknown, context?: unknown) {
    this.write('warn', message, context);
  }
  error(message: unknown, _stack?: unknown, context?: unknown) {
    this.write('error', message, context);
  }

  private write(level: 'debug' | 'warn' | 'error', message: unknown, context: unknown) {
    const fields = { context: typeof context === 'string' ? context : undefined };
    if (message instanceof Error)
      this.logger[level]({ ...fields, err: message }, 'error in the framework');
    else this.logger[level](fields, level === 'error' ? 'error in the framework' : String(message));
  }
}
