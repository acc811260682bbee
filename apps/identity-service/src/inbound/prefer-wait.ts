import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Judged } from '@continuum/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LONGEST_S = 5;
const WAIT = /(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/;

/** `Prefer: wait=2` of a request (RFC 7240), and how its answer says that it was followed. */
export interface Wait {
  readonly ms: number;
  /** 200 with the outcome, 202 without. */
  readonly answer: (judged: Judged) => Judged;
}

export const PreferWait = createParamDecorator((_: unknown, context: ExecutionContext): Wait => {
  const http = context.switchToHttp();
  const { prefer } = http.getRequest<FastifyRequest>().headers;
  const reply = http.getResponse<FastifyReply>();
  const seconds = Math.min(LONGEST_S, Number(WAIT.exec(String(prefer ?? ''))?.[1] ?? 0));
  return {
    ms: seconds * 1_000,
    answer: (judged) => {
      const isSettled = judged.persons !== undefined;
      void reply.status(isSettled ? 200 : 202);
      if (isSettled) void reply.header('preference-applied', `wait=${seconds}`);
      return judged;
    },
  };
});
