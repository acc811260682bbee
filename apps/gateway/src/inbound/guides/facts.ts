import { Refused, type SearchPersons } from '@continuum/contracts';

/** Two facts, or one exact number: nobody leafs through people on the street. */
export function assertEnoughFacts(sought: SearchPersons): void {
  const { identifier, phone, name, birthDate, ageFrom, ageTo, sex, ssn4, address } = sought;
  if (identifier || phone) return;
  const facts = [name?.given, name?.family, birthDate, ageFrom ?? ageTo, sex, ssn4, address];
  if (facts.filter((fact) => fact !== undefined).length < 2) {
    throw new Refused('INVALID', 'The search needs another fact.', [
      { field: 'name', code: 'tooFewFacts', text: 'Two facts are needed, or one exact number.' },
    ]);
  }
}
