import type { Subject } from '@continuum/contracts';
import fc from 'fast-check';
import { aSubject } from './subject.builder.js';

/** Few values, so that records meet, contradict and share homes. */
export const said = fc.record({
  given: fc.constantFrom('Ana', 'Anita', 'Robert', 'Bob', 'John'),
  family: fc.constantFrom('Reyes', 'Reyez', 'Smith', 'Doe'),
  born: fc.constantFrom('1987-03-12', '1987-12-03', '1987-03-XX', '1955-05-05', ''),
  home: fc.constantFrom('12 Elm Avenue', '1 Pine St'),
  phone: fc.constantFrom('562-437-1212', '562-437-9999', ''),
  ssn: fc.constantFrom('', '', '219-09-1234', '219-09-4321'),
});

/** Says next to nothing: its description is not shared, however many say the same. */
const littleSaid = fc.record({
  given: fc.constantFrom('Ana', 'Robert'),
  family: fc.constantFrom('', 'Smith'),
  born: fc.constant(''),
});

/** Records in the order of their keys, some of them saying little. */
export const mixedSubjects: fc.Arbitrary<Subject[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: said }, { weight: 1, arbitrary: littleSaid }), {
    minLength: 2,
    maxLength: 14,
  })
  .map((all) => all.map((one, no) => aSubject(`police/jail/${String(no).padStart(3, '0')}`, one)));
