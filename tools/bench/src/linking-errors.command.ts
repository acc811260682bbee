import { parseArgs } from 'node:util';
import { errorsOf } from './linking/errors.js';
import { linkTable, shuffled } from './linking/link-table.js';
import { truthOf } from './linking/report.js';
import { readMap } from './linking/subject-map.js';
import { columnOf, readTable, textsOf } from './linking/table.js';

/**
 * `npm run bench:linking-errors -- --csv FILE[.gz] --map MAP.json --truth COLUMN --id COLUMN [--truth-pattern REGEX]
 * [--seed 7]`: counts of what linking missed and linked wrongly; no value of a record is printed.
 */
const { values } = parseArgs({
  options: {
    csv: { type: 'string' },
    map: { type: 'string' },
    truth: { type: 'string' },
    'truth-pattern': { type: 'string' },
    id: { type: 'string' },
    seed: { type: 'string', default: '7' },
  },
});
if (!values.csv || !values.map || !values.truth || !values.id) {
  throw new Error('--csv FILE, --map MAP.json, --truth COLUMN and --id COLUMN are needed.');
}
const seed = Number(values.seed);
const table = await readTable(values.csv);
const order = shuffled(textsOf(columnOf(table, values.id)), seed);
const linked = linkTable(table, readMap(values.map), { order, seed });
const pattern = values['truth-pattern'] ? new RegExp(values['truth-pattern']) : undefined;
const truth = truthOf(columnOf(table, values.truth), pattern);
console.log(JSON.stringify(errorsOf(linked, truth, order), null, 2));
