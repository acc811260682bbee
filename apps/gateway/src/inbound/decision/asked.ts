import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DecisionContext, isPurpose, Refused, type Decision } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import { validateSync } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who asks, and what for. Without a purpose nothing is asked at all. */
export interface Asked {
  readonly purpose: string;
  readonly context: DecisionContext;
  readonly userToken: string;
  /** Says in the answer's headers what the decision rests on. */
  readonly mark: (decision: Pick<Decision, 'legal'>) => void;
}

export const PURPOSE_HEADER = 'Continuum-Purpose';
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
  if (!isPurpose(purpose)) {
    throw new Refused('BAD_REQUEST', 'There is no such purpose.', [
      { field: PURPOSE_HEADER, code: 'isPurpose', text: 'is none of the purposes' },
    ]);
  }
  if (!caller?.userToken) throw new Refused('TOKEN_MISSING', 'A token is needed.');
  const given = Object.entries(CONTEXT_HEADERS).flatMap(([name, header]) => {
    const value = headers[header.toLowerCase()];
    return typeof value === 'string' && value ? [[name, value]] : [];
  });
  const context: DecisionContext = Object.assign(
    new DecisionContext(),
    Object.fromEntries(given) as object,
  );
  assertSound(context);
  return { purpose, context, userToken: caller.userToken };
}

function assertSound(context: DecisionContext): void {
  const fields = validateSync(context).map(({ property, constraints = {} }) => {
    const [[code = '', text = ''] = []] = Object.entries(constraints);
    return { field: CONTEXT_HEADERS[property as keyof DecisionContext], code, text };
  });
  if (fields.length > 0) throw new Refused('BAD_REQUEST', 'The context is malformed.', fields);
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
