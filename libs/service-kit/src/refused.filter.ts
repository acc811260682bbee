import {
  Catch,
  HttpException,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { Refused, type FieldError } from '@continuum/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { Unavailable } from './issuer.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly FieldError[];
}

/** Refusals answer 409, those that name fields 422, but for these. */
const STATUS: Readonly<Record<string, number>> = {
  TOKEN_MISSING: 401,
  TOKEN_INVALID: 401,
  TOKEN_EXPIRED: 401,
  STEP_UP_NEEDED: 401,
  SERVICE_NOT_ALLOWED: 403,
  NO_DECISION: 403,
  NOT_COVERED: 403,
  DENIED: 403,
  WRONG_ACTOR: 403,
  NOT_FOUND: 404,
  BAD_REQUEST: 400,
  PURPOSE_MISSING: 400,
  UNKNOWN_ELEMENT: 400,
  FIELD_NOT_SEARCHABLE: 400,
  // Its fields tell how far each feed reaches; none of them is wrong.
  BEYOND_DATA: 409,
  INVALID: 422,
  UNKNOWN_MEMBER: 422,
  COMMAND_REUSED: 422,
  REASON_REQUIRED: 422,
  REASON_REFUSED: 422,
  NOT_YET_RECEIVED: 422,
  DOOR_CLOSED: 422,
  NEVER_ENROLLED: 422,
  TOO_LATE_TO_REOPEN: 422,
  TOO_LARGE: 422,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VERSION_REQUIRED: 428,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  AUDIT_UNAVAILABLE: 503,
  DECISION_UNAVAILABLE: 503,
};

/** Any error → RFC 9457 problem document. Texts never carry a value; a bug tells nothing but its trace id. */
@Catch()
@Injectable()
export class RefusedFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost) {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500)
      this.logger.error({ err: error, traceId: request.id }, 'request failed');
    if (reply.sent) return;
    if (problem.status === 503 || problem.status === 429)
      void reply.header('retry-after', retryAfter(error));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(problem.status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: problem.code,
          ...problem,
          traceId: request.id,
        }),
      );
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refused) {
    const status =
      error.fields.length > 0 && !STATUS[error.code] ? 422 : (STATUS[error.code] ?? 409);
    return {
      status,
      code: error.code,
      detail: error.message,
      ...(error.fields.length ? { fields: error.fields } : {}),
    };
  }
  if (error instanceof Unavailable)
    return { status: 503, code: 'UNAVAILABLE', detail: 'A part of the system does not answer.' };
  if (isDatabaseOutage(error))
    return { status: 503, code: 'UNAVAILABLE', detail: 'A part of the system does not answer.' };
  const status = statusOf(error);
  if (status && status < 500)
    return { status, code: codeOf(status), detail: 'The request cannot be read.' };
  return { status: 500, code: 'UNEXPECTED', detail: 'Something went wrong here.' };
}

/** Nest's and Fastify's own refusals: unknown route, malformed or oversized body. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

const CODES: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};
const codeOf = (status: number) => CODES[status] ?? 'BAD_REQUEST';

/** A refusal may say how long to wait. */
function retryAfter(error: unknown): string {
  const { retryAfterSeconds } = error as { retryAfterSeconds?: unknown };
  return String(typeof retryAfterSeconds === 'number' ? retryAfterSeconds : 5);
}

const OUTAGE = /^(08|40|53|57|58)|^(55P03|25P03)$/;
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** What a statement meets where the server has ended the connection since the one before, in one transaction. */
const isConnectionLost = (error: Error): boolean =>
  error instanceof QueryRunnerAlreadyReleasedError ||
  error instanceof QueryRunnerProviderAlreadyReleasedError;

/** SQLSTATE or socket error that time can heal. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isConnectionLost(error)) return true;
  const inner = (error as { driverError?: unknown }).driverError ?? error;
  const { code } = inner as { code?: unknown };
  if (typeof code === 'string' && ((OUTAGE.test(code) && code.length === 5) || SOCKET.has(code)))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected/i.test(
    error.message,
  );
}
