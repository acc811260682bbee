import type { PushedRecord } from '@continuum/contracts';
import type { Citizen } from '../city.js';
import type { Arrival } from '../records/departments.js';
import { LineFile } from './line-file.js';

type Row = (arrival: Arrival) => string | number | undefined;
const subject = ({ record }: { record: PushedRecord }) => record.subject ?? {};
const official = (arrival: Arrival) => subject(arrival).names?.[0];
const alias = (arrival: Arrival) => subject(arrival).names?.[1];
const address = (arrival: Arrival) => subject(arrival).addresses?.[0];
const number =
  (sought: string): Row =>
  (arrival) =>
    subject(arrival).identifiers?.find(({ kind }) => kind === sought)?.value;

/** One row a record for benches that link: `person` is the truth, everything else a department wrote. */
const COLUMNS: Readonly<Record<string, Row>> = {
  id: ({ feed, record }) => `${feed}/${record.recordId}`,
  person: ({ truth }) => truth.personId,
  department: ({ feed }) => feed.split('/')[0],
  source: ({ feed }) => feed.split('/')[1],
  source_person_id: ({ record }) => record.sourcePersonId,
  use_alias_given: (arrival) => alias(arrival)?.given,
  use_alias_family: (arrival) => alias(arrival)?.family,
  given: (arrival) => official(arrival)?.given,
  middle: (arrival) => official(arrival)?.middle,
  family: (arrival) => official(arrival)?.family,
  suffix: (arrival) => official(arrival)?.suffix,
  birth_date: (arrival) => subject(arrival).birthDates?.[0],
  stated_age: (arrival) => subject(arrival).statedAge?.years,
  stated_on: (arrival) => subject(arrival).statedAge?.on,
  sex: (arrival) => subject(arrival).sex,
  ssn: number('ssn'),
  ssn4: number('ssn4'),
  state_id: number('state-id'),
  driver_licence: number('driver-licence'),
  medicaid: number('medicaid'),
  hmis_id: number('hmis'),
  line1: (arrival) => address(arrival)?.line1,
  unit: (arrival) => address(arrival)?.unit,
  city: (arrival) => address(arrival)?.city,
  postcode: (arrival) => address(arrival)?.postcode,
  address_kind: (arrival) => address(arrival)?.kind,
  phone: (arrival) => subject(arrival).phones?.[0],
  email: (arrival) => subject(arrival).emails?.[0],
  unidentified: (arrival) => (subject(arrival).unidentified ? 'true' : ''),
};
export const SUBJECT_COLUMNS = Object.keys(COLUMNS);
const values = Object.values(COLUMNS);

/** Identifying parts of the city's records in one CSV, and sex, ethnicity and birth year of its people in another. */
export class Subjects {
  private readonly records: LineFile;
  private readonly people: LineFile;
  private rows = 0;

  /** @param path ends in `.csv` or `.csv.gz` */
  constructor(path: string) {
    this.records = new LineFile(path);
    this.records.write(SUBJECT_COLUMNS.join(','));
    this.people = new LineFile(peopleFile(path));
    this.people.write('person,sex,ethnicity,birth_year');
  }

  add({ person, arrivals }: Citizen): void {
    const seen = new Set<string>();
    for (const arrival of arrivals) {
      if (seen.has(arrival.record.recordId)) continue;
      seen.add(arrival.record.recordId);
      this.rows += 1;
      this.records.write(values.map((value) => cell(value(arrival))).join(','));
    }
    const { id, sex, community, birthDate } = person;
    if (seen.size > 0)
      this.people.write([id, sex, community, birthDate.slice(0, 4)].map(cell).join(','));
  }

  /** @returns rows */
  close(): number {
    this.records.close();
    this.people.close();
    return this.rows;
  }
}

/** `city.csv.gz` goes with `city.people.csv.gz`. */
export function peopleFile(path: string): string {
  if (!/\.csv(\.gz)?$/.test(path)) throw new Error('Subjects go to a .csv or .csv.gz file.');
  return path.replace(/\.csv(\.gz)?$/, '.people.csv$1');
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
