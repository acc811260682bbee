import type { MonthlyMeasure } from '../src/domain/measure.js';
import type { MonthlyFigures } from '../src/domain/monthly-report.js';
import type { CountedFigures } from '../src/domain/snapshot/published-table.js';
import { firstTable } from '../src/domain/snapshot/published-table.js';
import { NOTHING, type Share, type ShareChange } from '../src/domain/snapshot/share-change.js';
import type { SnapshotContent } from '../src/domain/snapshot/snapshot.js';
import { figures } from './monthly-figures.builder.js';

export const THEN = '2024-07-02T03:00:00.000000Z';
export const NOW = '2024-07-09T03:00:00.000000Z';

/** Of one person and department: what is not given is nothing. */
export const aChange = (id: string, was: Partial<Share>, is: Partial<Share>): ShareChange => ({
  giver: 'person',
  id,
  department: 'police',
  was: { ...NOTHING, ...was },
  is: { ...NOTHING, ...is },
});

type Values = Readonly<Record<string, number>>;

/** Figures of one measure by department, every count of as many people; the total is their sum. */
export function counted(measure: MonthlyMeasure, values: Values, at = THEN): CountedFigures {
  const departments = Object.entries(values).map(([name, value]) =>
    figures(name, { [measure]: value }),
  );
  return { departments, total: totalOf(measure, values), knowledgeAt: at };
}

function totalOf(measure: MonthlyMeasure, values: Values): MonthlyFigures {
  const sum = Object.values(values).reduce((total, value) => total + value, 0);
  return figures('total', { [measure]: sum });
}

/** June 2024, as it was first published. */
export function aSnapshotContent(of: CountedFigures): SnapshotContent {
  const { departments, total, knowledgeAt } = of;
  return {
    month: '2024-06',
    asOf: '2024-07-01',
    knowledgeAt,
    definitionVersion: 1,
    definitions: [],
    feeds: [],
    isProvisional: false,
    timeZone: 'America/Los_Angeles',
    scopes: [],
    figures: { departments, total },
    rows: firstTable(of),
    people: [],
  };
}
