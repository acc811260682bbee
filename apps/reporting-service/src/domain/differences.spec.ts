import { describe, expect, it } from '@jest/globals';
import { differences } from './differences.js';

const fact = (key: string, charges: number) => ({ key, charges });

describe('the differences between facts kept and facts found', () => {
  it('are none where the same is found in another order of facts and fields', () => {
    const kept = [fact('a', 1), fact('b', 2)];
    const found = [{ charges: 2, key: 'b' }, fact('a', 1)];
    expect(differences(kept, found)).toEqual({ ended: [], begun: [] });
  });

  it('end what changed and begin what it became', () => {
    expect(differences([fact('a', 1)], [fact('a', 2)])).toEqual({
      ended: [fact('a', 1)],
      begun: [fact('a', 2)],
    });
  });

  it('end everything where nothing is found', () => {
    expect(differences([fact('a', 1)], [])).toEqual({ ended: [fact('a', 1)], begun: [] });
  });
});
