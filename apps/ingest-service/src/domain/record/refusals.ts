import { Refused, type FieldError } from '@continuum/contracts';
import type { Source } from '../source.js';
import { fault } from './rejection.js';

/** A pushed row before it is known to be one. */
type Row = Readonly<Record<string, unknown>>;

const STATE_SYSTEMS = /^(clets|ncic|nlets|iii|cadoj|ca-doj|nics|cori)$/i;
const NOTE_KINDS = /^(sud|psych|psychotherapy|counsell?ing|session|therapy)[_-]?notes?$/i;
const REFUSED_ROLES = /^(complainant|reporting_party|caller|victim|witness)$/i;
const PROJECT_KINDS = ['hmis_enrollment', 'bed_night'];

/**
 * Victim-service data ends the whole submission: nothing of it is stored, hashed, counted or logged.
 * @throws Refused VICTIM_SERVICE_DATA
 */
export function refuseVictimServiceData(source: Source, rows: readonly unknown[]): void {
  if (!source.isVictimService && !rows.some((row) => isOfVictimService(asRow(row), source))) return;
  const text = 'Data of victim services is not accepted in any form.';
  throw new Refused('VICTIM_SERVICE_DATA', text, [
    { field: '/', code: 'VICTIM_SERVICE_DATA', text },
  ]);
}

const isOfVictimService = (row: Row, { victimProjects }: Source) =>
  listOf(row['labels']).includes('VAWA') ||
  victimProjects.includes(wordOf(asRow(row['body'])['projectId']));

/** What is refused for what it is about, before anything else of the row is judged. */
export function refusalsOf(row: Row, source: Source): FieldError[] {
  const [body, labels] = [asRow(row['body']), listOf(row['labels'])];
  const kind = wordOf(row['kind']);
  return [
    ...(STATE_SYSTEMS.test(wordOf(row['sourceSystem']))
      ? [fault('/sourceSystem', 'CHRI_NOT_ACCEPTED')]
      : []),
    ...(labels.some((label) => label === 'CHRI' || label === 'NCIC_RESTRICTED')
      ? [fault('/labels', 'CHRI_NOT_ACCEPTED')]
      : []),
    ...(NOTE_KINDS.test(kind) || labels.some((label) => /_NOTES$/.test(label))
      ? [fault('/kind', 'NOTES_NOT_ACCEPTED')]
      : []),
    ...(REFUSED_ROLES.test(wordOf(body['subjectRole']))
      ? [fault('/body/subjectRole', 'COMPLAINANT_NOT_ACCEPTED')]
      : []),
    ...(PROJECT_KINDS.includes(kind) && isUnregistered(body['projectId'], source)
      ? [fault('/body/projectId', 'UNKNOWN_PROJECT')]
      : []),
  ];
}

const isUnregistered = (projectId: unknown, { projects }: Source) =>
  projectId !== undefined && !(typeof projectId === 'string' && projects.includes(projectId));

export const asRow = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};

/** A word, if it is one: a list of lists without end has no name. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(wordOf) : []);
