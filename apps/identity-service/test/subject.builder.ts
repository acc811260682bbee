import type { Subject } from '@continuum/contracts';

/** What a test says about a person; the rest is boring. */
export type Said = Partial<Subject> & {
  readonly given?: string;
  readonly family?: string;
  readonly born?: string;
  readonly home?: string;
  readonly unit?: string;
  readonly phone?: string;
  readonly ssn?: string;
};

/** A subject of the record `key`, Ana Reyes unless told otherwise. */
export function aSubject(key = 'police/jail/1', said: Said = {}): Subject {
  const {
    given = 'Ana',
    family = 'Reyes',
    born = '1987-03-12',
    home,
    unit,
    phone,
    ssn,
    ...rest
  } = said;
  const [department = '', source = '', recordId = ''] = key.split('/');
  return {
    recordKey: key,
    recordVersion: 1,
    department,
    source,
    recordId,
    dataset: 'book',
    labels: ['LOCAL_CH'],
    state: 'present',
    names: [{ use: 'official', given, family }],
    birthDates: born === '' ? [] : [born],
    sex: 'unknown',
    identifiers: ssn ? [{ kind: 'ssn', value: ssn }] : [],
    addresses: home
      ? [
          {
            line1: home,
            ...(unit && { unit }),
            city: 'Long Beach',
            postcode: '90802',
            kind: 'home',
          },
        ]
      : [],
    phones: phone ? [phone] : [],
    emails: [],
    attributes: [],
    unidentified: false,
    sameAs: [],
    ...rest,
  };
}
