import { parseArgs } from 'node:util';
import { generate } from './generate.js';

const SIZES: Readonly<Record<string, { people: number } | { records: number }>> = {
  tiny: { people: 200 },
  small: { people: 2_000 },
  city: { people: 40_000 },
  million: { records: 1_000_000 },
};
const USAGE =
  'npm run city -- [--people N | --records N | --size tiny|small|city|million] --as-of DATE [--seed S] ' +
  '[--juveniles SHARE] [--pack linking] [--out DIR] [--subjects FILE.csv[.gz]]';

/** No clock, no network: the same options give the same bytes. */
const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    records: { type: 'string' },
    size: { type: 'string', default: 'small' },
    seed: { type: 'string', default: '1' },
    juveniles: { type: 'string', default: '0.06' },
    'as-of': { type: 'string' },
    pack: { type: 'string' },
    out: { type: 'string' },
    subjects: { type: 'string' },
  },
});
const asOf = new Date(values['as-of'] ?? '');
const size = sizeOf(values);
const isPackKnown = values.pack === undefined || values.pack === 'linking';
if (Number.isNaN(+asOf) || !size || !isPackKnown || !(values.out ?? values.subjects)) {
  console.error(USAGE);
  process.exit(2);
}
const counts = generate(
  { ...size, seed: Number(values.seed), asOf, juveniles: Number(values.juveniles) },
  { out: values.out, subjects: values.subjects, withLinkingPack: values.pack === 'linking' },
);
console.table(counts);

function sizeOf(given: { people?: string; records?: string; size: string }) {
  if (given.people !== undefined) return { people: Number(given.people) };
  if (given.records !== undefined) return { records: Number(given.records) };
  return SIZES[given.size];
}
