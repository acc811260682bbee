import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Judged } from '@continuum/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../decision/answers.js';

/** `Prefer: wait=2` as it came, and the status of what comes back: 200 with the persons, 202 without. */
export interface Outcome {
  readonly prefer: string | undefined;
  readonly answer: (judged: Judged) => Judged;
}

export const AnswersOutcome = () => applyDecorators(Answers(Judged), Answers(Judged, 202));

export const PreferredOutcome = createParamDecorator(
  (_: unknown, context: ExecutionContext): Outcome => {
    const http = context.switchToHttp();
    const { prefer } = http.getRequest<FastifyRequest>().headers;
    const reply = http.getResponse<FastifyReply>();
    return {
      prefer: typeof prefer === 'string' ? prefer : undefined,
      answer: (judged) => {
        void reply.status(judged.persons ? 200 : 202);
        return judged;
      },
    };
  },
);
