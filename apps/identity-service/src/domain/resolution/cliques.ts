import { isHarmless } from '../clustering/guards.js';
import type { Model } from '../matching/model.js';
import type { ScoredPairs } from './scored-pairs.js';

/** Numbers of descriptions that are one person because every two of them are, and that hang together with no other. */
export type Clique = readonly number[];

/** Which components are one person without a look at all that is in them. */
export class Cliques {
  private readonly byMember: (number[] | undefined)[] = [];

  constructor(
    private readonly pairs: ScoredPairs,
    private readonly model: Model,
  ) {}

  of(no: number): Clique | undefined {
    return this.byMember[no];
  }

  /** What is known of a component from now on. */
  note(members: readonly number[], isOnePerson: boolean): void {
    const clique: number[] = [];
    const isClique =
      isOnePerson && members.every((no) => this.isOneWith(no, clique) && clique.push(no));
    for (const no of members) this.byMember[no] = isClique ? clique : undefined;
  }

  /** Answers whether the clique stays one with this description, and has it in then. */
  admit(no: number, clique: Clique): boolean {
    const known = this.byMember[clique[0]!];
    if (known !== clique || clique.length >= this.model.thresholds.sizeCap) return false;
    if (!this.isOneWith(no, clique)) return false;
    known.push(no);
    this.byMember[no] = known;
    return true;
  }

  private isOneWith(no: number, others: Clique): boolean {
    return others.every((other) => isHarmless(this.pairs.of(no, other), this.model));
  }
}
