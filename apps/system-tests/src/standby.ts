import { eventually, freePorts, mainOf, type RunningStack } from '@continuum/stack';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** One more identity-service of the same stack, as a process: it follows the writer until the writer is gone. */
export async function standbyOf(stack: RunningStack) {
  const ports = await freePorts(['http', 'health']);
  const env = {
    ...stack.environmentOf('identity-service'),
    ...{ PORT: `${ports.http}`, HEALTH_PORT: `${ports.health}` },
  };
  const child = spawn(process.execPath, ['--enable-source-maps', mainOf('identity-service')], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const health = (path: string) =>
    fetch(`http://127.0.0.1:${ports.health}${path}`).catch(() => undefined);
  await eventually(
    'the standby is ready',
    async () => (await health('/health/ready'))?.ok || undefined,
  );
  return {
    isWriter: async () =>
      /^identity_is_writer(\{.*\})? 1$/m.test((await (await health('/metrics'))?.text()) ?? ''),
    end: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
