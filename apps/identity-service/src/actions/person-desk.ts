import { Injectable } from '@nestjs/common';
import { isWithinLabels } from '@continuum/access';
import { Refused, type PermitClaims } from '@continuum/contracts';
import type { DataSource } from 'typeorm';
import { explainPair, explainPerson } from '../domain/explanation/explain.js';
import { namedBy } from '../domain/resolution/memory.js';
import type { Engines } from '../store/engines.js';
import {
  PersonRepository,
  type MemberView,
  type PastJudgement,
} from '../store/person.repository.js';

const notFound = () => new Refused('NOT_FOUND', 'There is no such person or record.');

/** Answers about persons from the records a permit names and nothing else: who is not visible is not there. */
@Injectable()
export class PersonDesk {
  constructor(
    private readonly persons: PersonRepository,
    private readonly engines: Engines,
    private readonly dataSource: DataSource,
  ) {}

  async show(personId: string, permit: PermitClaims, asOf?: Date) {
    const person = await this.persons.find(personId);
    const visible = await this.visibleMembers(personId, permit);
    if (!person || visible.length === 0) throw notFound();
    const step = await this.persons.stepAt(asOf);
    const members = (await this.persons.members(personId, step)).filter(isVisible(permit));
    return {
      ...person,
      records: members.map(({ recordKey, confidence, since }) => ({
        recordKey,
        confidence,
        since,
      })),
    };
  }

  async history(personId: string, permit: PermitClaims) {
    const visible = await this.visibleMembers(personId, permit);
    if (visible.length === 0) throw notFound();
    const links = visible.map(({ recordKey, confidence, cause, since, until }) => ({
      recordKey,
      confidence,
      cause,
      since,
      until,
    }));
    return { personId, links, judgements: await this.judgementsWithin(keysOf(visible)) };
  }

  async explain(personId: string, permit: PermitClaims, asOf?: Date) {
    const step = await this.persons.stepAt(asOf);
    const members = (await this.persons.members(personId, step)).filter(isVisible(permit));
    if (members.length === 0) throw notFound();
    const keys = keysOf(members);
    const judgements = (await this.judgementsWithin(keys)).filter(isSaidBy(asOf));
    const sources = await this.persons.described(keys, step);
    const engine = await this.engines.active(this.dataSource.manager, step);
    return {
      personId,
      modelId: engine.model.id,
      epochId: engine.epoch.id,
      judgements,
      ...explainPerson(engine, sources, judgements.filter(isInForce(asOf))),
    };
  }

  async explainPair([left, right]: readonly [string, string], permit: PermitClaims, asOf?: Date) {
    const step = await this.persons.stepAt(asOf);
    const own = (await this.persons.ofRecords([left, right], step)).filter(isVisible(permit));
    const [a, b] = [left, right].map((key) => own.find(({ recordKey }) => recordKey === key));
    if (!a || !b || left === right) throw notFound();
    const around = await Promise.all(
      [a, b].map(({ personId }) => this.persons.members(personId, step)),
    );
    const keys = keysOf([a, b, ...around.flat().filter(isVisible(permit))]);
    const sources = await this.persons.described(keys, step);
    const [one, other] = [left, right].map((key) =>
      sources.find(({ recordKey }) => recordKey === key),
    );
    if (!one || !other) throw notFound();
    const judgements = (await this.judgementsWithin(keys)).filter(isInForce(asOf));
    const engine = await this.engines.active(this.dataSource.manager, step);
    return { left, right, ...explainPair(engine, [one, other], sources, judgements) };
  }

  async ofRecord(recordKey: string, permit: PermitClaims) {
    const [found] = (await this.persons.ofRecords([recordKey])).filter(isVisible(permit));
    if (!found) throw notFound();
    const { personId, confidence, since } = found;
    return { recordKey, personId, confidence, since };
  }

  private async visibleMembers(personId: string, permit: PermitClaims): Promise<MemberView[]> {
    return (await this.persons.history(personId)).filter(isVisible(permit));
  }

  /** A judgement that names a record outside the permit is not shown at all. */
  private async judgementsWithin(keys: readonly string[]): Promise<PastJudgement[]> {
    const known = await this.persons.judgements(keys);
    return known.filter((judgement) => namedBy(judgement).every((key) => keys.includes(key)));
  }
}

const isVisible =
  (permit: PermitClaims) =>
  ({ recordKey, labels }: MemberView) =>
    Object.hasOwn(permit.records, recordKey) && isWithinLabels(permit, recordKey, labels);

const keysOf = (members: readonly MemberView[]) => [
  ...new Set(members.map(({ recordKey }) => recordKey)),
];

const isSaidBy =
  (asOf: Date | undefined) =>
  ({ at }: PastJudgement) =>
    asOf === undefined || new Date(at) <= asOf;

const isInForce = (asOf: Date | undefined) => (judgement: PastJudgement) => {
  const { revokedAt } = judgement;
  const isRevoked = revokedAt !== null && (asOf === undefined || new Date(revokedAt) <= asOf);
  return isSaidBy(asOf)(judgement) && !isRevoked;
};
