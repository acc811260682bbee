import type { Label, Travel } from '@continuum/contracts';

export type Versioning = 'number' | 'instant' | 'none';

/** One system of one department: what it may push, and how what it pushes is read. */
export interface Source {
  readonly department: string;
  readonly source: string;
  readonly kinds: readonly string[];
  readonly versioning: Versioning;
  /** `token` where the only id is a number printed on paper. */
  readonly recordId: 'plain' | 'token';
  readonly timeZone: string;
  /** Agreed days between loads. */
  readonly cadenceDays: number;
  readonly travel: Readonly<Record<string, Travel>>;
  /** In place of the labels of a kind. */
  readonly labels: Readonly<Record<string, readonly Label[]>>;
  /** Records a second. */
  readonly rate: number;
  readonly projects: readonly string[];
  readonly victimProjects: readonly string[];
  readonly isVictimService: boolean;
  readonly juveniles: 'refuse' | 'keep';
  /** Writes 1 January where only the year is known. */
  readonly padsDates: boolean;
}

export const feedOf = ({ department, source }: Source, kind: string) =>
  `${department}/${source}/${kind}`;

/** What holds for every source of the city. */
export interface City {
  readonly timeZone: string;
  readonly referenceKey: string;
  /** Facility code → its own labels. Without a list every code passes. */
  readonly facilities: Readonly<Record<string, readonly Label[]>> | undefined;
}
