import { describe, expect, it } from '@jest/globals';
import { endToEnd } from './end-to-end.js';

describe('texts end to end', () => {
  it('are counted in bytes, from 1, and nothing has no length', () => {
    const [at, length, bytes] = endToEnd(['aé', null, '', Buffer.of(0xff), 'z']);
    expect(at).toEqual([1, 4, 4, 4, 5]);
    expect(length).toEqual([3, null, 0, 1, 1]);
    expect(
      bytes.equals(Buffer.concat([Buffer.from('aé'), Buffer.of(0xff), Buffer.from('z')])),
    ).toBe(true);
  });
});
