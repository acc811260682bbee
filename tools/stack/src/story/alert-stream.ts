import type { Scene } from './scene.js';

/** What the alert stream has brought so far. */
export interface AlertStream {
  all(): readonly string[];
  close(): void;
}

/** Opens `GET /v1/alerts/stream` as a user and keeps the data lines. */
export async function openAlertStream(
  scene: Scene,
  user: string,
  purpose: string,
): Promise<AlertStream> {
  const abort = new AbortController();
  const response = await fetch(`${scene.stack.urls.gateway}/v1/alerts/stream`, {
    headers: {
      authorization: `Bearer ${await scene.stack.tokenOf(user)}`,
      'continuum-purpose': purpose,
    },
    signal: abort.signal,
  });
  if (!response.ok || !response.body)
    throw new Error(`The alert stream was answered ${response.status}.`);
  const lines: string[] = [];
  void collect(response.body, lines).catch(() => undefined);
  return { all: () => lines, close: () => abort.abort() };
}

async function collect(body: ReadableStream<Uint8Array>, lines: string[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    lines.push(
      ...parts.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()),
    );
  }
}
