import { parseArgs } from 'node:util';
import { generate } from './generate.js';

/** `npm run city -- --people N --seed S --as-of DATE --out DIR`: no clock, no network. */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    'as-of': { type: 'string' },
    out: { type: 'string' },
  },
});
const asOf = new Date(values['as-of'] ?? '');
if (Number.isNaN(+asOf) || !values.out) throw new Error('--as-of DATE and --out DIR are needed.');
const counts = await generate(
  { people: Number(values.people), seed: Number(values.seed), asOf },
  values.out,
);
console.table(counts);
