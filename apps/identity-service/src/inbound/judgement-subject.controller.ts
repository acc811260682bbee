import { Controller, Get, Param, Query } from '@nestjs/common';
import { JudgementQuery, Refused, type JudgementSubject } from '@continuum/contracts';
import { IdPipe, ServicesOnly } from '@continuum/service-kit';
import { namedBy } from '../domain/resolution/memory.js';
import { PersonRepository, type PastJudgement } from '../store/person.repository.js';

/** Which records judgements name, for the gateway alone: something to ask a decision about. */
@Controller('internal/judgement-subjects')
@ServicesOnly('gateway')
export class JudgementSubjectController {
  constructor(private readonly persons: PersonRepository) {}

  /** The record itself and all that are named together with it. */
  @Get()
  async list(@Query() { record }: JudgementQuery): Promise<JudgementSubject> {
    return subjectOf(await this.persons.judgements([record]), [record]);
  }

  @Get(':judgementId')
  async show(@Param('judgementId', IdPipe) judgementId: string): Promise<JudgementSubject> {
    const judgement = await this.persons.judgement(judgementId);
    if (!judgement) throw new Refused('NOT_FOUND', 'There is no such judgement.');
    return subjectOf([judgement]);
  }
}

const subjectOf = (judgements: readonly PastJudgement[], also: readonly string[] = []) => ({
  recordKeys: [...new Set([...also, ...judgements.flatMap(namedBy)])],
});
