/** Numbers of the levels, as they stand in a pattern. They are never re-numbered: stored edges carry them. */
export const ABSENT = 0;

export const NameLevel = {
  allEqual: 1,
  swapped: 2,
  nickname: 3,
  alias: 4,
  manyAliases: 5,
  near: 6,
  sharedFamilyWord: 7,
  close: 8,
  oneWordFamily: 9,
  oneWordGiven: 10,
  oneWordNickname: 11,
  oneWordNear: 12,
  oneWordNone: 13,
  familyOnly: 14,
  givenOnly: 15,
  different: 16,
} as const;

export const DateLevel = {
  exactFirstOfYear: 1,
  exact: 2,
  listedElsewhere: 3,
  dayMonthSwapped: 4,
  sameMonthDayUnknown: 5,
  sameYear: 6,
  oneEdit: 7,
  sameMonthDay: 8,
  withinFiveYears: 9,
  different: 10,
} as const;

export const IdentifierLevel = {
  twoEqual: 1,
  oneEqual: 2,
  coreEqual: 3,
  equalAndContradicting: 4,
  oneContradicts: 5,
  twoContradict: 6,
} as const;

export const Ssn4Level = { equal: 1, near: 2, different: 3 } as const;
export const DepartmentLevel = { equal: 1, different: 2 } as const;
export const AddressLevel = {
  unit: 1,
  building: 2,
  street: 3,
  finePostcode: 4,
  outward: 5,
  postcode: 6,
  different: 7,
  fineDifferent: 8,
} as const;
export const SharedLevel = { shared: 1, different: 2 } as const;
export const SexLevel = { equal: 1, different: 2 } as const;
