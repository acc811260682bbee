import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refused, type Decision, type DecisionContext } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who asks, and what for. Without a purpose nothing is asked at all. */
export interface Asked {
  readonly purpose: string;
  readonly context: DecisionContext;
  readonly userToken: string;
  /** Says in the answer's headers what the decision rests on. */
  readonly mark: (decision: Pick<Decision, 'legal'>) => void;
}

export const CONTEXT_HEADERS = {
  incident: 'Continuum-Incident',
  case: 'Continuum-Case',
  project: 'Continuum-Project',
  conference: 'Continuum-Conference',
  emergency: 'Continuum-Emergency',
  instrument: 'Continuum-Instrument',
  relevance: 'Continuum-Relevance',
} as const satisfies Record<keyof DecisionContext, string>;

type Request = FastifyRequest & { readonly caller?: CallerIdentity };

export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request>();
  const reply = http.getResponse<FastifyReply>();
  return {
    ...asked(request),
    mark: ({ legal }) => void (legal && reply.header('Continuum-Legal', legal)),
  };
});

export function asked({ headers, caller }: Pick<Request, 'headers' | 'caller'>) {
  const purpose = headers['continuum-purpose'];
  if (typeof purpose !== 'string' || !purpose) {
    throw new Refused('PURPOSE_MISSING', 'Say what for: the header Continuum-Purpose is missing.');
  }
  if (!caller?.userToken) throw new Refused('TOKEN_MISSING', 'A token is needed.');
  const given = Object.entries(CONTEXT_HEADERS).flatMap(([name, header]) => {
    const value = headers[header.toLowerCase()];
    return typeof value === 'string' && value ? [[name, value]] : [];
  });
  const context: DecisionContext = Object.fromEntries(given);
  return { purpose, context, userToken: caller.userToken };
}

/** What goes with a call to a service that decides itself: the user, the purpose, its context. */
export function callFor({ purpose, context, userToken }: Asked) {
  const given = Object.entries(CONTEXT_HEADERS).flatMap(([name, header]) => {
    const value = context[name as keyof DecisionContext];
    return value ? [[header.toLowerCase(), value]] : [];
  });
  const headers: Record<string, string> = {
    'continuum-purpose': purpose,
    ...Object.fromEntries(given),
  };
  return { userToken, headers };
}
