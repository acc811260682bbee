import type { DownstreamCall } from '../recorded-gateway.js';
import { INCIDENT, type ArrangedCity, type Ids } from './arranged-city.js';
import type { RouteAsked } from './routes.js';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** What the gateway asked of the services behind, for this request. */
  readonly behind: readonly DownstreamCall[];
}

interface Request {
  readonly route: string;
  readonly asked: RouteAsked;
  readonly ids: Ids;
  readonly token?: string;
  readonly purpose?: string;
}

/** Every context that some purpose asks for; only the incident is one that exists. */
const CONTEXT = {
  'continuum-incident': INCIDENT,
  ...{ 'continuum-project': 'R1', 'continuum-instrument': 'W1', 'continuum-emergency': 'E1' },
};

/** A busy machine may keep a part from answering in time; whoever is told so asks again. */
export async function send(city: ArrangedCity, request: Request): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await sendOnce(city, request);
    if (reply.status !== 503 || attempt === 5) return reply;
  }
}

async function sendOnce(city: ArrangedCity, request: Request): Promise<Reply> {
  const { route, asked, ids, token, purpose } = request;
  const [method = ''] = route.split(' ');
  const body = asked.body?.(ids);
  const answer = await fetch(city.gateway.url + asked.path(ids), {
    method,
    headers: {
      ...CONTEXT,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(purpose && { 'continuum-purpose': purpose }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  if (isStream) await answer.body?.cancel();
  const text = isStream ? '' : await answer.text();
  return { status: answer.status, type, text, behind: city.gateway.calls(token) };
}

/** A refusal without what is new in each answer. */
export const timeless = ({ status, type, text }: Reply) => ({
  ...{ status, type },
  body: text.replace(/"traceId":"[^"]*"/, ''),
});
