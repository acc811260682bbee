import type { MonthlyReport, ReportCell } from '@continuum/contracts';
import { stringify } from 'csv-stringify/sync';

/** Marks a cell that is not shown, whatever the reason. */
const SUPPRESSED = 's';

/** Each row carries what its figures rest on: a line of a spreadsheet is soon alone. */
export function monthlyCsv({ month, rows, provenance, snapshot }: MonthlyReport): string {
  const lines = rows.map(({ department, cells }) => ({
    month,
    department: text(department),
    records: shown(cells.records),
    contact_episodes: shown(cells.contactEpisodes),
    persons: shown(cells.persons),
    high_utilizers: shown(cells.highUtilizers),
    kept: keptIn(cells).join('; '),
    revision: snapshot?.revision ?? 'none',
    provisional: provenance.isProvisional ? 'yes' : 'no',
    as_of: provenance.asOf,
    knowledge_at: provenance.knowledgeAt,
    data_through: provenance.dataThrough ?? 'unknown',
    suppression: provenance.suppression.profile,
    definitions: provenance.definitions.map((one) => `${one.measure} v${one.version}`).join('; '),
  }));
  return stringify(lines, { header: true, escape_formulas: true });
}

/** Names of the columns that show an old value. */
const keptIn = (cells: MonthlyReport['rows'][number]['cells']) => [
  ...(cells.records.isKept ? ['records'] : []),
  ...(cells.contactEpisodes.isKept ? ['contact_episodes'] : []),
  ...(cells.persons.isKept ? ['persons'] : []),
  ...(cells.highUtilizers.isKept ? ['high_utilizers'] : []),
];

/** Numbers stay numbers, or a spreadsheet would get `'-5`. */
const shown = ({ value, state }: ReportCell) => (state === 'hidden' ? SUPPRESSED : value);

/** A blank before `=` would pass the guard against formulas and not the spreadsheet. */
export const text = (value: string) => value.trimStart();
