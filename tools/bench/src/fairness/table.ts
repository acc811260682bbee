import type { GroupFigures } from '../linking/group-report.js';
import type { Fairness } from './fairness.js';

const HEADER = ['group', 'records', 'true pairs', 'P', 'R', 'F1', 'B³ P', 'B³ R', 'B³ F1', 'wrong'];

/** What a release reads: one line a group, all records first, then what blocks it. */
export function fairnessTable({ overall, groups, shortfalls }: Fairness): string {
  const records = groups.filter(({ group }) => group.startsWith('sex:'));
  const sum = (figure: (group: GroupFigures) => number) =>
    records.reduce((total, group) => total + figure(group), 0);
  const all = sum((group) => group.records);
  const lines = [
    HEADER,
    row({
      group: 'all',
      records: all,
      truePairs: overall.truePairs,
      pairwise: overall.pairwise,
      bcubed: overall.bcubed,
      wrongCompanions: sum((group) => group.wrongCompanions * group.records) / all,
    }),
    ...groups.map(row),
  ];
  const widths = HEADER.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  return [...aligned, '', ...verdict(shortfalls)].join('\n');
}

function row({ group, records, truePairs, pairwise, bcubed, wrongCompanions }: GroupFigures) {
  const shares = [
    ...[pairwise, bcubed].flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
    wrongCompanions,
  ];
  return [group, String(records), String(truePairs), ...shares.map((share) => share.toFixed(4))];
}

function verdict(shortfalls: Fairness['shortfalls']): string[] {
  if (shortfalls.length === 0) return ['No group falls short.'];
  return shortfalls.map(
    ({ group, measure, below }) =>
      `BLOCKED: ${group} has a ${measure} ${below.toFixed(4)} below that of all records.`,
  );
}
