import { Injectable } from '@nestjs/common';
import type { ReportHfuCrossedV1 } from '@continuum/contracts';
import { resolvePersons } from '@continuum/persons';
import type { EntityManager } from 'typeorm';
import type { MdtCase } from '../domain/mdt-case.js';
import { CrossingRepository } from '../store/crossing.repository.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { PersonRepository } from '../store/person.repository.js';

/** A crossing that is news, the person it speaks of today, and their cases. */
export interface Crossed {
  readonly cause: ReportHfuCrossedV1;
  readonly personId: string;
  readonly cases: readonly MdtCase[];
}

@Injectable()
export class CrossedPersons {
  constructor(
    private readonly crossings: CrossingRepository,
    private readonly persons: PersonRepository,
    private readonly cases: MdtCaseRepository,
  ) {}

  async of(events: readonly ReportHfuCrossedV1[], tx: EntityManager): Promise<Crossed[]> {
    const news = await this.crossings.newer(events, tx);
    const today = await resolvePersons(tx, news.map(personOf));
    const personIds = [...new Set(today.values())];
    await this.persons.lock(personIds, tx);
    const known = await this.cases.ofPersons(personIds, tx);
    return news.map((cause) => {
      const personId = today.get(personOf(cause)) ?? personOf(cause);
      return { cause, personId, cases: known.get(personId) ?? [] };
    });
  }

  /** Fell below the line: the case says so, whatever becomes of it. */
  async addLines(
    left: readonly { readonly cause: ReportHfuCrossedV1; readonly mdtCase: MdtCase }[],
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    const lines = left.map(({ cause, mdtCase }) => ({
      ...{ caseId: mdtCase.caseId, at },
      code: cause.data.direction,
    }));
    await this.cases.addLines(lines, tx);
  }
}

const personOf = ({ data }: ReportHfuCrossedV1) => data.personId;
