import { Refused } from '@continuum/contracts';

/** Whose records this installation keeps; everybody's if none is named. */
export class ServedDepartments {
  constructor(private readonly departments: readonly string[]) {}

  /** @throws Refused NO_DECISION: a permit for another's records is none here */
  mustServe(department: string): void {
    if (this.departments.length === 0 || this.departments.includes(department)) return;
    throw new Refused('NO_DECISION', 'This installation keeps no records of that department.');
  }
}
