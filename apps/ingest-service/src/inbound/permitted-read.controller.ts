import { Controller, HttpCode, Post } from '@nestjs/common';
import { isWithinLabels, NeedsPermit } from '@continuum/access';
import type { PermitClaims, PermittedRecord } from '@continuum/contracts';
import { ServicesOnly } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { selectionsOf } from '../actions/permitted-selections.js';
import { PermittedFieldRepository } from '../store/permitted-field.repository.js';
import { ServedDepartments } from '../store/served-departments.js';

/** What a decision permits of records, and nothing beside it. A record that is gone leaves no trace. */
@Controller('internal/records')
export class PermittedReadController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly fields: PermittedFieldRepository,
    private readonly departments: ServedDepartments,
  ) {}

  @Post('read')
  @HttpCode(200)
  @ServicesOnly('gateway')
  async read(@NeedsPermit() permit: PermitClaims): Promise<PermittedRecord[]> {
    this.departments.mustServe(permit.owner);
    const selections = selectionsOf(permit);
    const found = await this.dataSource.transaction('REPEATABLE READ', (tx) =>
      Promise.all(selections.map((selection) => this.fields.read(selection, tx))),
    );
    return found
      .flat()
      .filter(({ recordKey, labels }) => isWithinLabels(permit, recordKey, labels))
      .map(({ recordKey, elements }) => ({ recordKey, elements }));
  }
}
