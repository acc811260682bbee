import { describe, expect, it } from '@jest/globals';
import type { Subject } from '@continuum/contracts';
import { learntFrom, someSubjects } from '../../../test/population.builder.js';
import { aSubject } from '../../../test/subject.builder.js';
import { DateLevel, LEVEL_NAMES, NameLevel, SharedLevel } from '../matching/levels.js';
import { STARTING_MODEL } from '../matching/starting-model.js';
import { amongSoMany } from './train.js';

const GIVENS = ['Ana', 'Bruno', 'Clara', 'Dmitri', 'Esther', 'Farid', 'Greta', 'Hugo'];
const FAMILIES = ['Okafor', 'Lindgren', 'Tanaka', 'Moreau', 'Petrov'];

/** Forty people with two records each; of the first few both records have the person's e-mail address. */
function twoRecordsEach(withEmail: number): Subject[] {
  return FAMILIES.flatMap((family, row) =>
    GIVENS.flatMap((given, column) => {
      const person = row * GIVENS.length + column;
      const born = `${1940 + person}-0${1 + (person % 9)}-1${person % 10}`;
      const emails = person < withEmail ? [`${given}.${family}@example.org`] : [];
      return [1, 2].map((nth) =>
        aSubject(`a/b/${String(person).padStart(2, '0')}${nth}`, {
          given,
          family,
          born,
          emails,
          phone: `562-437-${1_000 + person * 2 + nth}`,
        }),
      );
    }),
  );
}

describe('learning without labels', () => {
  const subjects = someSubjects(120);
  const learnt = learntFrom(subjects);

  it('learns the same model, byte for byte, from the same records and seed', () => {
    const again = learntFrom(subjects);
    expect(JSON.stringify(again.model)).toBe(JSON.stringify(learnt.model));
    expect(again.epoch.id).toBe(learnt.epoch.id);
    expect(learnt.model.id).not.toBe(STARTING_MODEL.id);
  });

  it('names a model and its frequencies by what they say: other records, other names', () => {
    const other = learntFrom(subjects.slice(0, 80));
    expect(other.model.id).not.toBe(learnt.model.id);
    expect(other.epoch.id).not.toBe(learnt.epoch.id);
  });

  it('keeps the starting weight of a level that fewer than five pairs have shown', () => {
    const starting = STARTING_MODEL.weights.email[SharedLevel.shared];
    const emailOf = (people: number) =>
      learntFrom(twoRecordsEach(people)).model.weights.email[SharedLevel.shared];
    expect(emailOf(4)).toBe(starting);
    expect(emailOf(5)).not.toBe(starting);
  });

  it('keeps every weight of a comparison that no record can make, and 0 for what is absent', () => {
    const { weights } = learntFrom(twoRecordsEach(0)).model;
    expect(weights.ssn4).toEqual(STARTING_MODEL.weights.ssn4);
    expect(weights.identifiers).toEqual(STARTING_MODEL.weights.identifiers);
    for (const [comparison, levels] of Object.entries(weights)) {
      expect([comparison, levels[0]]).toEqual([comparison, 0]);
      expect(levels).toHaveLength(LEVEL_NAMES[comparison as keyof typeof LEVEL_NAMES].length);
    }
  });

  it('finds the people, and weighs agreement for them and disagreement against', () => {
    const { model, partition } = learntFrom(twoRecordsEach(10));
    const { personOf } = partition;
    for (let person = 0; person < 40; person += 1) {
      expect(personOf[person * 2 + 1]).toBe(personOf[person * 2]);
    }
    expect(new Set(personOf).size).toBe(40);
    expect(model.weights.name[NameLevel.allEqual]).toBeGreaterThan(0);
    expect(model.weights.birthDate[DateLevel.exact]).toBeGreaterThan(0);
    expect(model.weights.birthDate[DateLevel.different]).toBeLessThan(0);
    expect(model.thresholds).toEqual(STARTING_MODEL.thresholds);
  });
});

describe('the mean thresholds among so many', () => {
  const { thresholds } = STARTING_MODEL;

  it('are the shipped ones for a population like the one they were chosen on', () => {
    expect(amongSoMany(thresholds, -11_700)).toEqual(thresholds);
  });

  it('rise by four fifths of what the prior falls below that, and nothing else does', () => {
    const { alone, toMany, pair, group } = thresholds.person;
    expect(amongSoMany(thresholds, -17_000)).toEqual({
      ...thresholds,
      person: {
        ...{ alone: alone + 4_000, toMany: toMany + 4_000 },
        ...{ pair: pair + 4_000, group: group + 4_000 },
      },
    });
  });
});
