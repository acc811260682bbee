import { Controller, Get, Query } from '@nestjs/common';
import { ExplainPair, type PairSubject } from '@continuum/contracts';
import { ServicesOnly } from '@continuum/service-kit';
import { PersonRepository } from '../store/person.repository.js';
import { instantOf } from './instant.js';

/** Whose two records are, for the gateway alone: something to ask a decision about. */
@Controller('internal/pair-subjects')
@ServicesOnly('gateway')
export class PairSubjectController {
  constructor(private readonly persons: PersonRepository) {}

  @Get()
  async show(@Query() { left, right, asOf }: ExplainPair): Promise<PairSubject> {
    const step = await this.persons.stepAt(instantOf(asOf));
    const members = await this.persons.ofRecords([left, right], step);
    return { personIds: [...new Set(members.map(({ personId }) => personId))] };
  }
}
