interface Stage {
  readonly from: string;
  readonly name?: string;
  readonly lines: readonly string[];
}

/** What is wrong with a Dockerfile, by our own rules. */
export function dockerfileFaults(text: string): string[] {
  const stages = stagesOf(text);
  const last = stages.at(-1)?.lines ?? [];
  const command = last.find((line) => line.startsWith('CMD ')) ?? '';
  const user = last.find((line) => line.startsWith('USER '))?.slice(5);
  const faults: [boolean, string][] = [
    [stages.length > 1, 'has one stage: build tools would ship'],
    [
      stages.every(({ from }) => /^node:24-slim(@sha256:[0-9a-f]{64})?$/.test(from)),
      'has another base than node:24-slim',
    ],
    [user === '10001', 'does not end as user 10001'],
    [
      /^CMD \["node", /.test(command),
      'does not start node itself: npm or a shell swallows SIGTERM',
    ],
    [last.some((line) => line === 'ARG APP'), 'takes no APP'],
    [
      stages.some(({ lines }) => lines.some((line) => line.includes('npm ci --omit=dev'))),
      'ships development packages',
    ],
    [!/(SECRET|PASSWORD|TOKEN|KEY)\w*=/.test(text), 'sets a secret'],
  ];
  return faults.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

function stagesOf(text: string): Stage[] {
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  const starts = lines.flatMap((line, at) => (line.startsWith('FROM ') ? [at] : []));
  return starts.map((start, index) => {
    const [from = '', , name] = (lines[start] ?? '').slice(5).split(' ');
    const own = lines.slice(start + 1, starts[index + 1]);
    return { from, lines: own, ...(name ? { name } : {}) };
  });
}
