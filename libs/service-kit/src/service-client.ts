import { Refused, type FieldError } from '@continuum/contracts';
import { Unavailable } from './issuer.js';
import type { ServiceTokens } from './service-tokens.js';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** The user the call is made for. */
  readonly userToken?: string | undefined;
  readonly permit?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly fields?: FieldError[];
}

const TIMEOUT_MS = 10_000;

/** HTTP to one other service, with a token whose audience is that service. */
export class ServiceClient {
  constructor(
    private readonly service: string,
    private readonly url: string,
    private readonly tokens: ServiceTokens,
  ) {}

  /**
   * @throws Refused with the code the service refused with
   * @throws Unavailable when it does not answer, or answers 5xx or 429
   */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.fetch(path, call);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer itself, for files and streams. */
  async fetch(
    path: string,
    call: Call = {},
    signal: AbortSignal = AbortSignal.timeout(TIMEOUT_MS),
  ) {
    const response = await this.send(path, call, signal);
    if (response.ok) return response;
    if (response.status >= 500 || response.status === 429) throw new Unavailable(this.service);
    const problem = (await response.json().catch(() => ({}))) as Problem;
    throw new Refused(problem.code ?? 'BAD_REQUEST', problem.detail ?? 'Refused.', problem.fields);
  }

  private async send(path: string, call: Call, signal: AbortSignal): Promise<Response> {
    const headers = {
      authorization: `Bearer ${await this.tokens.for(this.service)}`,
      ...(call.userToken ? { 'continuum-user-token': call.userToken } : {}),
      ...(call.permit ? { 'continuum-permit': call.permit } : {}),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    };
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
    try {
      return await fetch(this.url + path, {
        method: call.method ?? 'GET',
        headers,
        signal,
        ...body,
      });
    } catch (error) {
      throw new Unavailable(this.service, { cause: error });
    }
  }
}
