import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerfileFaults } from './dockerfile-rules.js';
import { ROOT } from './variables-read.js';

describe('the Dockerfile', () => {
  let text: string;
  beforeAll(async () => {
    text = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
  });

  it('keeps every rule', () => {
    expect(dockerfileFaults(text)).toEqual([]);
  });

  it.each([
    ['USER 10001', 'USER root', 'does not end as user 10001'],
    [
      'CMD ["node", ',
      'CMD ["npm", ',
      'does not start node itself: npm or a shell swallows SIGTERM',
    ],
    [
      'CMD ["node", "--enable-source-maps", "dist/main.js"]',
      'CMD node dist/main.js',
      'does not start node itself: npm or a shell swallows SIGTERM',
    ],
    [
      'FROM node:24-slim AS build',
      'FROM node:latest AS build',
      'has another base than node:24-slim',
    ],
    ['npm ci --omit=dev', 'npm ci', 'ships development packages'],
    ['ARG APP', 'ARG NAME', 'takes no APP'],
    ['ENV NODE_ENV=production', 'ENV CLIENT_SECRET=abc', 'sets a secret'],
  ])('may not say %s as %s', (good, bad, fault) => {
    expect(dockerfileFaults(text.replace(good, bad))).toEqual([fault]);
  });
});
