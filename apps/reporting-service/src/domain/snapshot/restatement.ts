import { RestatementCause } from '@continuum/contracts';
import type { FeedReach } from '../data-through.js';
import type { Definition } from '../measure.js';
import type { ShownCell } from '../monthly-report.js';
import { hiddenCells } from '../suppression/hidden-cells.js';
import { roundedToFive } from '../suppression/rounding.js';
import { listTable, TOTAL } from '../suppression/table.js';
import { restatedTable, type CountedFigures } from './published-table.js';
import { changedPeople, movedPeople, type ShareChange } from './share-change.js';
import type { PeopleMoved, SnapshotContent } from './snapshot.js';

type Causes = ReadonlyMap<string, RestatementCause>;

/** A published month as it is counted today. */
export interface Recounted extends CountedFigures {
  readonly definitionVersion: number;
  readonly definitions: readonly Definition[];
  readonly feeds: readonly FeedReach[];
  readonly isProvisional: boolean;
  /** What the rows that are left give for the knowledge time of the snapshot: less, where some were erased. */
  readonly then: CountedFigures;
  /** Knowledge time → whose share has changed since. */
  readonly changesSince: ReadonlyMap<string, readonly ShareChange[]>;
  /** Person id → what changed about the person's records since the snapshot. */
  readonly causes: Causes;
}

export interface Restatement {
  readonly cause: RestatementCause;
  readonly content: SnapshotContent;
}

const GRAVEST_FIRST: readonly RestatementCause[] = RestatementCause.enum;
const COLUMNS = ['persons', 'highUtilizers'] as const;

export const isSameFigures = (
  a: Pick<CountedFigures, 'departments' | 'total'>,
  b: Pick<CountedFigures, 'departments' | 'total'>,
) => JSON.stringify(textOf(a)) === JSON.stringify(textOf(b));

/** The published month once more, of figures that are not those published. */
export function restate(earlier: SnapshotContent, now: Recounted): Restatement {
  const { departments, total, knowledgeAt, feeds, isProvisional } = now;
  const rows = restatedTable(now, earlier.rows, (measure, department, since) =>
    changedPeople(now.changesSince.get(since) ?? [], measure, department),
  );
  const changes = now.changesSince.get(earlier.knowledgeAt) ?? [];
  const unexplained = unexplainedCause(earlier, now);
  const causes = [...changes.map((one) => causeOf(one, now.causes)), unexplained];
  const isRestated = (column: PeopleMoved['column']) =>
    rows.some(({ department, cells: { [column]: cell } }) => {
      return department === TOTAL && cell.state === 'shown' && !cell.isKept;
    });
  const people = COLUMNS.flatMap((column) =>
    shownMoves(column, moves(column, earlier, now, unexplained), isRestated(column)),
  );
  return {
    cause: GRAVEST_FIRST.find((cause) => causes.includes(cause)) ?? 'late',
    content: {
      ...earlier,
      ...{ knowledgeAt, feeds, isProvisional, rows, people },
      definitionVersion: now.definitionVersion,
      definitions: now.definitions,
      figures: { departments, total },
    },
  };
}

/** Figures that the rows left do not give any more: of another definition, or of rows that were erased. */
function unexplainedCause(
  { definitionVersion, figures }: SnapshotContent,
  now: Recounted,
): RestatementCause | undefined {
  if (definitionVersion !== now.definitionVersion) return 'definition';
  return isSameFigures(figures, now.then) ? undefined : 'relief';
}

function causeOf(
  { giver, id, was, is }: ShareChange,
  causes: Causes,
): RestatementCause | undefined {
  if (giver === 'person') return causes.get(id);
  const given = is.records + is.episodes - was.records - was.episodes;
  if (given === 0) return undefined;
  return given > 0 ? 'late' : 'correction';
}

interface Move {
  readonly cause: RestatementCause;
  readonly way: 'in' | 'out';
  readonly people: number;
}

function moves(
  column: PeopleMoved['column'],
  earlier: SnapshotContent,
  { changesSince, causes, then }: Recounted,
  unexplained: RestatementCause | undefined,
): Move[] {
  const moved = movedPeople(changesSince.get(earlier.knowledgeAt) ?? [], column);
  const groups = Map.groupBy(moved, ({ id, way }) => `${causes.get(id) ?? 'late'} ${way}`);
  const explained = [...groups].sort(byKey).map(([key, people]) => {
    const [cause, way] = key.split(' ') as [RestatementCause, Move['way']];
    return { cause, way, people: people.length };
  });
  const gone = earlier.figures.total.counts[column].value - then.total.counts[column].value;
  if (!unexplained || gone === 0) return explained;
  return [
    ...explained,
    { cause: unexplained, way: gone > 0 ? 'out' : 'in', people: Math.abs(gone) },
  ];
}

/** Small numbers are hidden, and all of them where the figure itself tells nothing new. */
function shownMoves(
  column: PeopleMoved['column'],
  moved: readonly Move[],
  isRestated: boolean,
): PeopleMoved[] {
  const cells = moved.map(({ cause, way, people }) => ({
    ...{ key: `${cause} ${way}`, value: people, people },
  }));
  const sum = cells.reduce((total, { value }) => total + value, 0);
  const hidden = hiddenCells(listTable(cells, { key: TOTAL, value: sum, people: sum }));
  const shown = (cause: RestatementCause, way: Move['way']): ShownCell => {
    const cell = cells.find(({ key }) => key === `${cause} ${way}`);
    if (!cell) return { value: 0, state: 'shown' };
    return hidden.has(cell.key) || !isRestated
      ? { value: null, state: 'hidden' }
      : { value: roundedToFive(cell.value), state: 'shown' };
  };
  const causes = GRAVEST_FIRST.filter((cause) => moved.some((move) => move.cause === cause));
  return causes.map((cause) => ({
    ...{ column, cause, in: shown(cause, 'in'), out: shown(cause, 'out') },
  }));
}

const textOf = ({ departments, total }: Pick<CountedFigures, 'departments' | 'total'>) =>
  [...departments, total].map(({ department, counts }) => [
    department,
    ...[counts.records, counts.contactEpisodes, counts.persons, counts.highUtilizers].map(
      ({ value, people }) => [value, people],
    ),
  ]);

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : 1;
