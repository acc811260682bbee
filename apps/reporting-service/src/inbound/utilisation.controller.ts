import { Controller, Get, Headers, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { isWithinLabels, may } from '@continuum/access';
import {
  UtilisationQuery,
  type Label,
  type PermitClaims,
  type UtilisationView,
} from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import type { LinkedRow } from '../domain/contact-row.js';
import { HFU } from '../domain/high-utilizer.js';
import { utilisationOf } from '../domain/utilisation.js';
import { KnownPersonRepository } from '../store/known-person.repository.js';
import { CityDay } from './city-day.js';
import { OwnerPermits } from './owner-permits.js';

/** Elements that a listing of contacts is made of; a record is listed to whoever may read one. */
const DATING = { booking: ['book.admittedAt'], citation: ['cite.issuedAt', 'cite.occurredAt'] };

@Controller('v1/persons')
@ServicesOnly('gateway')
export class UtilisationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: KnownPersonRepository,
    private readonly cityDay: CityDay,
    private readonly permits: OwnerPermits,
  ) {}

  @Get(':personId/utilisation')
  async show(
    @Param('personId', ParseUUIDPipe) personId: string,
    @Query() { asOf = this.cityDay.asOfNow(), knowledge }: UtilisationQuery,
    @Headers('continuum-permit') header: string | undefined,
    @Caller() caller: CallerIdentity,
  ): Promise<UtilisationView> {
    const permits = await this.permits.read(header, caller);
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const { rows, ...known } = await this.people.get(personId, knowledge, tx);
      return {
        ...known,
        asOf,
        measure: HFU.measure,
        definitionVersion: HFU.definitionVersion,
        ...utilisationOf(rows, asOf, (row) => isReadable(row, permits)),
      };
    });
  }
}

const isReadable = ({ kind, recordKey, labels }: LinkedRow, permits: readonly PermitClaims[]) =>
  permits.some(
    (permit) =>
      DATING[kind].some((element) => may(permit, recordKey, element)) &&
      isWithinLabels(permit, recordKey, labels as readonly Label[]),
  );
