import { describe, expect, it } from '@jest/globals';
import { lists } from '../../../test/command.builder.js';
import { aSubject, type Said } from '../../../test/subject.builder.js';
import { prepare } from './prepare.js';

const prepared = (said: Said) => prepare(aSubject('police/jail/1', said), lists);

describe('preparing a subject', () => {
  it.each([
    [
      { given: 'Mr. José María', family: "O'Brien-Díaz Jr." },
      { given: ['jose', 'maria'], family: ['obriendiaz', 'obrien', 'diaz'], suffix: 'jr' },
    ],
    [
      { given: 'Ana', family: 'de la Cruz' },
      { given: ['ana'], family: ['delacruz', 'cruz'] },
    ],
    [
      { given: 'Ольга', family: 'Иванова' },
      { given: ['ольга'], family: ['иванова'] },
    ],
  ])('normalises %j', (said, expected) => {
    expect(prepared(said).features.names).toEqual([{ ...expected, isOfficial: true }]);
  });

  it.each([
    ['John', 'Doe'],
    ['Unknown', 'Male'],
    ['Baby Boy', 'Reyes'],
    ['XXX', 'XXX'],
  ])('takes %s %s for nobody', (given, family) => {
    const { features, flags } = prepared({ given, family });

    expect(features).toMatchObject({ names: [], isNameless: true });
    expect(flags).toContain('placeholder_name');
  });

  it.each([
    ['1900-01-01', []],
    ['9999-12-31', []],
    ['1880-05-05', []],
    ['2027-01-05', []],
    ['1987-02-30', [-19870230]],
    ['19XX-03-12', [312]],
    ['1987-XX-XX', [19870000]],
  ])('reads the birth date %s', (born, expected) => {
    expect(prepared({ born }).features.birthDates).toEqual(expected);
  });

  it('keeps numbers as keyed hashes and the last four plain', () => {
    const { features } = prepared({ ssn: '219-09-1234' });

    expect(features.ssn4).toEqual(['1234']);
    expect(JSON.stringify(features)).not.toContain('219091234');
  });

  it.each([
    '000-12-3456',
    '666-12-3456',
    '912-12-3456',
    '219-00-1234',
    '219-09-0000',
    '123-45-6789',
  ])('leaves out the impossible number %s', (ssn) => {
    expect(prepared({ ssn })).toMatchObject({
      features: { trusted: [], ssn4: [] },
      flags: ['impossible_identifier'],
    });
  });

  it('leaves out the address of a shelter, and of a place on the list', () => {
    const shelter = { line1: '100 Shelter Way', postcode: '90813', kind: 'shelter' as const };
    const listed = { ...lists, genericAddresses: new Set(['1 pine st 90802']) };

    expect(prepared({ addresses: [shelter] }).features.addresses).toEqual([]);
    expect(
      prepare(aSubject('a/b/1', { home: '1 Pine Street' }), listed).features.addresses,
    ).toEqual([]);
  });

  it('tells equal people by equal features, whatever the spelling', () => {
    const one = prepared({ given: 'ANA', home: '12 Elm Avenue', phone: '(562) 437-1212' });
    const other = prepared({ given: 'Ana', home: '12 elm ave.', phone: '562.437.1212' });

    expect(one.features).toEqual(other.features);
  });
});
