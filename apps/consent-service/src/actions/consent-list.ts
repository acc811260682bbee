import { Injectable } from '@nestjs/common';
import type { ConsentView } from '@continuum/contracts';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { ConsentRepository } from '../store/consent/consent.repository.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';
import { consentView } from './consent-view.js';
import { StaffDesk } from './staff-desk.js';

/** Forms of a person, as far as the user's departments are the disclosers: others see a form's effect, never the form. */
@Injectable()
export class ConsentList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentRepository,
    private readonly policies: PolicyRepository,
    private readonly staff: StaffDesk,
    private readonly clock: Clock,
  ) {}

  async of(personId: string, caller: CallerIdentity): Promise<ConsentView[]> {
    const tx = this.dataSource.manager;
    const departments = (await this.staff.seatsOf(caller, tx)).map(({ department }) => department);
    const policy = await this.policies.now(tx);
    const forms = await this.consents.ofPerson(personId, tx);
    return forms
      .filter(
        ({ discloser, confidence }) =>
          departments.includes(discloser) && confidence === 'confirmed',
      )
      .map((form) => consentView(form, policy, this.clock.now()));
  }
}
