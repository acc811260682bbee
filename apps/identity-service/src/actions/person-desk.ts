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
    const judgements = await this.judgementsWithin(keys);
    const sources = await this.persons.described(keys, step);
    const engine = await this.engines.active(this.dataSource.manager, step);
    return {
      personId,
      modelId: engine.model.id,
      epochId: engine.epoch.id,
      judgements,
      ...explainPerson(engine, sources, inForce(judgements)),
    };
  }

  async explainPair(left: string, right: string, permit: PermitClaims) {
    const own = (await this.persons.ofRecords([left, right])).filter(isVisible(permit));
    const [a, b] = [left, right].map((key) => own.find(({ recordKey }) => recordKey === key));
    if (!a || !b || left === right) throw notFound();
    const around = await Promise.all(
      [a, b].map(({ personId }) => this.visibleNow(personId, permit)),
    );
    const keys = [...new Set([left, right, ...around.flatMap(keysOf)])];
    const sources = await this.persons.described(keys, Number.MAX_SAFE_INTEGER);
    const [one, other] = [left, right].map((key) =>
      sources.find(({ recordKey }) => recordKey === key),
    );
    if (!one || !other) throw notFound();
    const judgements = inForce(await this.judgementsWithin(keys));
    const engine = await this.engines.active(this.dataSource.manager);
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

  private async visibleNow(personId: string, permit: PermitClaims): Promise<MemberView[]> {
    const members = await this.persons.members(personId, Number.MAX_SAFE_INTEGER);
    return members.filter(isVisible(permit));
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

const inForce = (judgements: readonly PastJudgement[]) =>
  judgements.filter(({ revokedAt }) => revokedAt === null);
