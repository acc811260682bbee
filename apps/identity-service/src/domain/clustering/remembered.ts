import type { Weigh } from './component.js';

/** Above this many members pairs are scored as often as they are asked for: the table would grow with the square. */
const MOST_MEMBERS = 512;

/** Scores each pair of a component once. The answer is overwritten by the next call. */
export function remembered(weigh: Weigh, members: number): Weigh {
  if (members > MOST_MEMBERS) return weigh;
  const weights = new Int32Array(members * members);
  const patterns = new Float64Array(members * members).fill(-1);
  const answer = { weight: 0, pattern: 0 };
  return (a, b) => {
    const place = a < b ? a * members + b : b * members + a;
    if (patterns[place]! < 0) {
      const { weight, pattern } = weigh(a, b);
      weights[place] = weight;
      patterns[place] = pattern;
    }
    answer.weight = weights[place]!;
    answer.pattern = patterns[place]!;
    return answer;
  };
}
