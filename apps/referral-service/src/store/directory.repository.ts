import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Capacity, Service } from '../domain/directory.js';
import { listOf, upsert, type Table } from './table.js';

const services: Table<Service> = {
  name: 'service',
  key: ['service_id'],
  columns: {
    serviceId: 'service_id',
    version: 'version',
    organizationId: 'organization_id',
    department: 'department',
    recipient: 'recipient',
    publicLabel: 'public_label',
    status: 'status',
    needs: 'needs',
    doors: 'doors',
    urgencies: 'urgencies',
    staff: 'staff',
    area: 'area',
    labels: 'labels',
    slotManaged: 'slot_managed',
    sessionBased: 'session_based',
    singleContact: 'single_contact',
    servesInCustody: 'serves_in_custody',
    isPart2: 'is_part2',
    reviewDeclines: 'review_declines',
    at: 'at',
  },
};
const capacities: Table<Capacity> = {
  name: 'service_capacity',
  key: ['service_id', 'unit', 'population'],
  columns: {
    serviceId: 'service_id',
    unit: 'unit',
    population: 'population',
    version: 'version',
    available: 'available',
    reserved: 'reserved',
    maximum: 'maximum',
    funded: 'funded',
    reportedAt: 'reported_at',
    staleAfterMinutes: 'stale_after_minutes',
  },
};
const SELECT = `SELECT ${listOf(services)} FROM service`;

export interface Reservation {
  readonly reservationId: string;
  readonly serviceId: string;
  readonly unit: string;
  readonly population: string;
}

@Injectable()
export class DirectoryRepository {
  async find(serviceId: string, tx: EntityManager): Promise<Service | undefined> {
    const [service]: Service[] = await tx.query(`${SELECT} WHERE service_id = $1`, [serviceId]);
    return service;
  }

  async get(serviceId: string, tx: EntityManager): Promise<Service> {
    const service = await this.find(serviceId, tx);
    if (!service) throw new Refused('NOT_FOUND', 'There is no such service.');
    return service;
  }

  /**
   * The one row that everybody who takes, frees or counts a place waits for. Not `FOR UPDATE`: a new referral
   * holds the key of its service already, and two of them would wait for each other.
   */
  async lock(serviceId: string, tx: EntityManager): Promise<Service | undefined> {
    const [row]: Service[] = await tx.query(`${SELECT} WHERE service_id = $1 FOR NO KEY UPDATE`, [
      serviceId,
    ]);
    return row;
  }

  list(need: string | undefined, area: string | undefined, tx: EntityManager): Promise<Service[]> {
    return tx.query(
      `${SELECT} WHERE status <> 'defunct'
          AND ($1::text IS NULL OR $1 = ANY(needs)) AND ($2::text IS NULL OR area = $2)
        ORDER BY service_id`,
      [need ?? null, area ?? null],
    );
  }

  byIds(serviceIds: readonly string[], tx: EntityManager): Promise<Service[]> {
    return tx.query(`${SELECT} WHERE service_id = ANY($1::text[])`, [serviceIds]);
  }

  save(service: Service, tx: EntityManager): Promise<void> {
    return upsert(tx, services, [service]);
  }

  capacity(serviceIds: readonly string[], tx: EntityManager): Promise<Capacity[]> {
    return tx.query(
      `SELECT ${listOf(capacities)} FROM service_capacity
        WHERE service_id = ANY($1::text[]) ORDER BY service_id, unit, population`,
      [serviceIds],
    );
  }

  async saveCapacity(capacity: Capacity, tx: EntityManager): Promise<void> {
    await upsert(tx, capacities, [capacity]);
  }

  /** Version of the service's next capacity event. */
  async nextCapacityVersion(serviceId: string, tx: EntityManager): Promise<number> {
    const [rows]: [{ capacity_version: number }[]] = await tx.query(
      `UPDATE service SET capacity_version = capacity_version + 1 WHERE service_id = $1
       RETURNING capacity_version`,
      [serviceId],
    );
    return rows[0]?.capacity_version ?? 1;
  }

  async addReservation(
    place: Reservation & { readonly referralId: string },
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    const { reservationId, serviceId, unit, population, referralId } = place;
    await tx.query(`INSERT INTO reservation VALUES ($1, $2, $3, $4, $5, 'locked', $6)`, [
      ...[reservationId, serviceId, unit, population, referralId, at],
    ]);
  }

  async lockedPlaceOf(referralId: string, tx: EntityManager): Promise<Reservation | undefined> {
    const [row]: Reservation[] = await tx.query(
      `SELECT reservation_id AS "reservationId", service_id AS "serviceId", unit, population
         FROM reservation WHERE referral_id = $1 AND state = 'locked'`,
      [referralId],
    );
    return row;
  }

  async endReservation(
    reservationId: string,
    state: 'released' | 'closed',
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    await tx.query('UPDATE reservation SET state = $2, ended_at = $3 WHERE reservation_id = $1', [
      reservationId,
      state,
      at,
    ]);
  }
}
