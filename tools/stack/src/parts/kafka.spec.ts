import { describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wayToKafka } from './kafka.js';

const say = () => undefined;
const anEmptyPath = () => mkdtemp(join(tmpdir(), 'continuum-path-'));

describe('a machine without Kafka', () => {
  it('is told what is missing and every way out', async () => {
    const message = await wayToKafka(say, { PATH: await anEmptyPath() }).catch(
      (error: Error) => error.message,
    );
    expect(message).toBe(
      'No Kafka: KAFKA_BROKERS is not set; Java 17+ not found (java: none); Docker does not answer. ' +
        'Do one of: install Java 17 or newer and Maven ' +
        '(Debian: apt install openjdk-17-jre-headless maven); start Docker; ' +
        'or set KAFKA_BROKERS=host:port.',
    );
  });

  it('is told that its Java is too old', async () => {
    const PATH = await anEmptyPath();
    const java = join(PATH, 'java');
    await writeFile(java, '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n');
    await chmod(java, 0o755);
    await expect(wayToKafka(say, { PATH })).rejects.toThrow('Java 17+ not found (java: 11)');
  });
});
