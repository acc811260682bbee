import { Injectable } from '@nestjs/common';
import {
  CapacityReleasedV1,
  CapacityReservedV1,
  type CapacityReportedV1,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { occupy, release, reserve, type Capacity } from '../domain/directory.js';
import type { Referral } from '../domain/referral.js';
import { DirectoryRepository } from '../store/directory.repository.js';

type PlaceEvent = typeof CapacityReportedV1;

/** Places of services that keep one for each referral. The service's row is the one lock. */
@Injectable()
export class Places {
  constructor(private readonly directory: DirectoryRepository) {}

  async keepFor({ referralId, serviceId }: Referral, at: Date, tx: EntityManager): Promise<void> {
    await this.directory.lock(serviceId, tx);
    const kept = reserve(await this.directory.capacity([serviceId], tx), at);
    const { unit, population } = kept;
    const place = { reservationId: randomUUID(), serviceId, unit, population, referralId };
    await this.directory.addReservation(place, at, tx);
    await this.change(CapacityReservedV1, kept, at, tx);
  }

  /** Free for others; nothing happens where none was kept. */
  free(referral: Referral, at: Date, tx: EntityManager): Promise<void> {
    return this.end(referral, 'released', at, tx);
  }

  /** The person came. */
  fill(referral: Referral, at: Date, tx: EntityManager): Promise<void> {
    return this.end(referral, 'closed', at, tx);
  }

  async isKeptFor({ referralId }: Referral, tx: EntityManager): Promise<boolean> {
    return (await this.directory.lockedPlaceOf(referralId, tx)) !== undefined;
  }

  /** Tells how many places there are now. */
  async change(
    definition: PlaceEvent,
    capacity: Capacity,
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    await this.directory.saveCapacity(capacity, tx);
    const version = await this.directory.nextCapacityVersion(capacity.serviceId, tx);
    const { serviceId, unit, population, available, reserved, maximum, funded } = capacity;
    const data = {
      ...{ serviceId, unit, population, available, reserved, maximum, funded, version },
      at: at.toISOString(),
      reportedAt: capacity.reportedAt.toISOString(),
    };
    await publish(tx, definition, [{ data, labels: ['GENERAL'] }]);
  }

  private async end(
    { referralId, serviceId }: Referral,
    state: 'released' | 'closed',
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    if (!(await this.directory.lockedPlaceOf(referralId, tx))) return;
    await this.directory.lock(serviceId, tx);
    const place = await this.directory.lockedPlaceOf(referralId, tx);
    if (!place) return;
    await this.directory.endReservation(place.reservationId, state, at, tx);
    const rows = await this.directory.capacity([serviceId], tx);
    const row = rows.find(
      ({ unit, population }) => unit === place.unit && population === place.population,
    );
    if (!row) return;
    await this.change(CapacityReleasedV1, state === 'closed' ? occupy(row) : release(row), at, tx);
  }
}
