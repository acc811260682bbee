import type { MdtCase } from '../src/domain/mdt-case.js';
import type { Capacity, Service } from '../src/domain/directory.js';
import type { Referral } from '../src/domain/referral.js';
import { DirectoryRepository } from '../src/store/directory.repository.js';
import { MdtCaseRepository } from '../src/store/mdt-case.repository.js';
import { ReferralRepository } from '../src/store/referral.repository.js';
import { TeamRepository } from '../src/store/team.repository.js';
import { monday } from './mdt-case.builder.js';
import type { TestParts } from './parts.js';
import { aService } from './referral.builder.js';

/** What a spec finds in the database before it begins. */
export async function keep(
  { database, get }: TestParts,
  given: {
    readonly service?: Service;
    readonly capacity?: Capacity;
    readonly cases?: readonly MdtCase[];
    readonly referrals?: readonly Referral[];
  },
): Promise<void> {
  const tx = database.dataSource.manager;
  await get(DirectoryRepository).save(given.service ?? aService(), tx);
  if (given.capacity) await get(DirectoryRepository).saveCapacity(given.capacity, tx);
  await get(MdtCaseRepository).save(given.cases ?? [], tx);
  for (const referral of given.referrals ?? []) await get(ReferralRepository).create(referral, tx);
  const team = {
    programme: 'justice-lab',
    coordinators: ['cleo', 'carl'],
    cliniciansOnShift: ['cara'],
  };
  await get(TeamRepository).save('mdt-long-beach', team, monday, tx);
}
