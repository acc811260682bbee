import type { RunningStack } from '../running-stack.js';
import { theStory, type Story } from '@continuum/synthetic-city';

/** What an answer says, and how it came. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** Somebody at the gateway, for a purpose. */
export interface Asker {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body: object): Promise<Answer<T>>;
}

/** Where the story happens: who can be asked, what is known so far, what was checked. */
export class Scene {
  readonly story: Story;
  /** Found in step 2. */
  personId = '';
  /** Found in step 3. */
  caseId = '';
  passed = 0;
  failed = 0;

  constructor(
    readonly stack: RunningStack,
    readonly say: (line: string) => void,
    now: Date,
  ) {
    this.story = theStory(now);
  }

  as(user: string, purpose: string): Asker {
    const call = async <T>(method: string, path: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${await this.stack.tokenOf(user)}`,
        'continuum-purpose': purpose,
      };
      return request<T>(this.stack.urls.gateway + path, { method, headers }, body);
    };
    return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body) };
  }

  /** A department's system, by its own credential. */
  async push<T>(feed: string, path: string, body: object): Promise<Answer<T>> {
    const headers = { authorization: `Bearer ${await this.stack.sourceToken(feed)}` };
    return request<T>(this.stack.urls['ingest-service'] + path, { method: 'POST', headers }, body);
  }

  title(step: string) {
    this.say(`\n${step}`);
  }

  tell(line: string) {
    this.say(`   ${line}`);
  }

  check(claim: string, holds: boolean) {
    if (holds) this.passed += 1;
    else this.failed += 1;
    this.say(`   ${holds ? '✓' : '✗'} ${claim}`);
  }
}

export async function request<T>(
  url: string,
  init: RequestInit,
  body?: object,
): Promise<Answer<T>> {
  const headers = { ...init.headers, ...(body ? { 'content-type': 'application/json' } : {}) };
  const response = await fetch(url, {
    ...init,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : text) as T,
  };
}
