import { Inject, Injectable } from '@nestjs/common';
import { CorrectionRaisedV1, CorrectionResolvedV1 } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { resolvePersons } from '@continuum/persons';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  raiseCorrection,
  settle,
  widen,
  type Correction,
  type CorrectionKind,
  type Thing,
} from '../domain/correction.js';
import {
  CorrectedThingRepository,
  type CorrectedThing,
} from '../store/corrected-thing.repository.js';
import { CorrectionRepository, type MovedThing } from '../store/correction.repository.js';
import { RecheckRepository } from '../store/recheck.repository.js';
import { CASE_HOME } from '../tokens.js';
import type { CaseHome } from './case-event.js';
import { correctionChange } from './correction-event.js';

/** An assignment may come before the merge that explains it: by then both have arrived. */
const SETTLES_MS = 1_000;

/** Cases and referrals that were, or may be, about the wrong person. */
@Injectable()
export class Corrections {
  constructor(
    private readonly things: CorrectedThingRepository,
    private readonly corrections: CorrectionRepository,
    private readonly rechecks: RecheckRepository,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  /** Followed their records: who may be told is asked again at once, the rest when both persons are known. */
  async remember(moved: readonly MovedThing[], at: Date, tx: EntityManager): Promise<void> {
    await this.corrections.remember(moved, new Date(+at + SETTLES_MS), tx);
    await this.rechecks.of(referralsOf(moved), at, tx);
  }

  /** Left a person who is still somebody else: told to the others, and to the owner where somebody acted on it. */
  async lookAt(moved: MovedThing, now: Date, tx: EntityManager): Promise<void> {
    if (!(await this.corrections.take(moved, now, tx))) return;
    const thing = await this.things.lock(moved, tx);
    if (!thing?.personId || thing.isDraft) return;
    const personIds = await today([moved.fromPersonId, thing.personId], tx);
    if (personIds.length < 2) return;
    const said = await this.things.say(thing, thing, tx);
    const raised = await this.raise(said, { kind: 'person_moved', personIds }, now, tx);
    if (!said.hasBeenActedOn) await this.resolve(settle(raised, 'followed', now), said, tx);
  }

  /** A split left these without a record to follow. */
  async uncertain(
    marked: readonly Thing[],
    personIds: readonly string[],
    now: Date,
    tx: EntityManager,
  ): Promise<void> {
    for (const each of marked) {
      const thing = await this.things.lock(each, tx);
      if (!thing || thing.isDraft) continue;
      const said = await this.things.say(thing, thing, tx);
      await this.raise(said, { kind: 'person_uncertain', personIds }, now, tx);
    }
  }

  open(tx: EntityManager): Promise<Correction[]> {
    return this.corrections.open(tx);
  }

  /** With the persons it may be about, by the ids that stand for them today. */
  async lock(correctionId: string, tx: EntityManager) {
    const known = await this.corrections.lock(correctionId, tx);
    return { known, candidates: await today(known.personIds, tx) };
  }

  /** The coordinator's word: about whoever was named, or whoever the record says. */
  async apply(done: Correction, named: string | undefined, tx: EntityManager): Promise<void> {
    const thing = await this.things.lock(done, tx);
    const about = { personId: named ?? thing?.personId ?? null, isPersonUncertain: false };
    await this.resolve(done, await this.things.say(done, about, tx), tx);
    await this.rechecks.of(referralsOf([done]), done.at, tx);
  }

  /** Persons are one again: what waited for an answer about them has it. */
  async linkedAgain(personIds: readonly string[], now: Date, tx: EntityManager): Promise<void> {
    for (const known of await this.corrections.lockOpenOfPersons(personIds, tx)) {
      const [survivorId, ...others] = await today(known.personIds, tx);
      const thing = await this.things.lock(known, tx);
      if (!survivorId || others.length > 0 || !thing) continue;
      const about = { personId: survivorId, isPersonUncertain: false };
      const said = await this.things.say(thing, about, tx);
      await this.resolve(settle(known, 'linked_again', now), said, tx);
      await this.rechecks.of(referralsOf([known]), now, tx);
    }
  }

  private async resolve(
    resolved: Correction,
    thing: CorrectedThing,
    tx: EntityManager,
  ): Promise<void> {
    await this.corrections.save([resolved], tx);
    const change = correctionChange(resolved, thing, this.home.zone);
    await publish(tx, CorrectionResolvedV1, [change]);
  }

  private async raise(
    thing: CorrectedThing,
    about: { readonly kind: CorrectionKind; readonly personIds: readonly string[] },
    now: Date,
    tx: EntityManager,
  ): Promise<Correction> {
    const known = await this.corrections.lockOpenOf(thing, tx);
    const { dataset, thingId, labels } = thing;
    const owner = thing.department ?? this.home.department;
    const raised = known
      ? widen(known, about, now)
      : raiseCorrection(
          { correctionId: randomUUID(), dataset, thingId, labels, owner, ...about },
          now,
        );
    await this.corrections.save([raised], tx);
    const change = correctionChange(raised, thing, this.home.zone);
    await publish(tx, CorrectionRaisedV1, [change]);
    return raised;
  }
}

/** The ids that stand for these persons now, each once. */
async function today(personIds: readonly string[], tx: EntityManager): Promise<string[]> {
  const survivors = await resolvePersons(tx, personIds);
  return [...new Set(personIds.map((personId) => survivors.get(personId) ?? personId))];
}

const referralsOf = (things: readonly Thing[]) =>
  things.filter(({ dataset }) => dataset === 'rfrl').map(({ thingId }) => thingId);
