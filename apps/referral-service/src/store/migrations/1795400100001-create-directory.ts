import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateDirectory1795400100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service (
        service_id text PRIMARY KEY,
        version int NOT NULL,
        organization_id text NOT NULL,
        department text NOT NULL,
        recipient text NOT NULL CHECK (recipient IN ('department', 'organization')),
        public_label text NOT NULL,
        status text NOT NULL,
        needs text[] NOT NULL,
        doors text[] NOT NULL,
        urgencies text[] NOT NULL,
        staff text[] NOT NULL,
        area text,
        labels text[] NOT NULL,
        slot_managed boolean NOT NULL,
        session_based boolean NOT NULL,
        single_contact boolean NOT NULL,
        serves_in_custody boolean NOT NULL,
        is_part2 boolean NOT NULL,
        review_declines boolean NOT NULL,
        capacity_version int NOT NULL DEFAULT 0,
        at timestamptz NOT NULL
      );
      CREATE TABLE service_capacity (
        service_id text NOT NULL REFERENCES service,
        unit text NOT NULL,
        population text NOT NULL,
        version int NOT NULL,
        available int NOT NULL CHECK (available >= 0),
        reserved int NOT NULL CHECK (reserved >= 0),
        maximum int NOT NULL,
        funded int NOT NULL,
        reported_at timestamptz NOT NULL,
        stale_after_minutes int NOT NULL,
        PRIMARY KEY (service_id, unit, population)
      );
      CREATE TABLE reservation (
        reservation_id uuid PRIMARY KEY,
        service_id text NOT NULL,
        unit text NOT NULL,
        population text NOT NULL,
        referral_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('locked', 'released', 'closed')),
        locked_at timestamptz NOT NULL,
        ended_at timestamptz,
        FOREIGN KEY (service_id, unit, population) REFERENCES service_capacity
      );
      CREATE UNIQUE INDEX reservation_locked ON reservation (referral_id) WHERE state = 'locked';
      CREATE TABLE team (
        team_id text PRIMARY KEY,
        programme text NOT NULL,
        coordinators text[] NOT NULL,
        clinicians_on_shift text[] NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX team_programme ON team (programme);
    `);
    await runner.query(
      comment('service', 'Directory: who helps with what. No person data.', {
        service_id: 'Id of the service, given by the directory.',
        version: 'Counts up with every publication.',
        organization_id: 'HSDS organization that runs it.',
        department: 'Department that owns referrals to it.',
        recipient: 'Whom a decision judges when a referral is sent.',
        public_label: 'What the city calls it in front of anybody: names no diagnosis.',
        status: 'HSDS status.',
        needs: 'Need categories it answers.',
        doors: 'Doors through which it takes referrals.',
        urgencies: 'Urgencies it serves.',
        staff: 'User ids that answer for the provider.',
        area: 'Area it serves, in words.',
        labels: 'Legal labels its referrals wear beside STATE_CONF.',
        slot_managed: 'Sending needs a free place, which is kept.',
        session_based: 'Its end needs a report of sessions.',
        single_contact: 'One contact may complete it.',
        serves_in_custody: 'Jail does not pause it.',
        is_part2: '42 CFR part 2 programme.',
        review_declines: 'A coordinator reviews its declines.',
        capacity_version: 'Version of the capacity events of this service.',
        at: 'UTC instant of the last publication.',
      }) +
        comment('service_capacity', 'Places by unit and population. open = available - reserved.', {
          service_id: 'Service.',
          unit: 'Kind of place: bed, seat, slot.',
          population: 'Whom the places are for.',
          version: 'Counts up with every change.',
          available: 'Free places by the provider.',
          reserved: 'Places kept for sent and accepted referrals.',
          maximum: 'Places there are.',
          funded: 'Places that are paid for.',
          reported_at: 'UTC instant of the provider figure.',
          stale_after_minutes: 'Age from which the figure says: call to check.',
        }) +
        comment('reservation', 'One place kept for one referral.', {
          reservation_id: 'Id of the reservation.',
          service_id: 'Service.',
          unit: 'Unit of the place.',
          population: 'Population of the place.',
          referral_id: 'personal: referral it is kept for.',
          state: 'locked, released (free for others) or closed (the person came).',
          locked_at: 'UTC instant.',
          ended_at: 'UTC instant of release or closing.',
        }) +
        comment('team', 'Who works for a programme in which role.', {
          team_id: 'Id of the team.',
          programme: 'Programme it works for.',
          coordinators: 'User ids of its coordinators.',
          clinicians_on_shift: 'User ids of the clinicians now on shift in the jail.',
          at: 'UTC instant of the last publication.',
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE team, reservation, service_capacity, service');
  }
}
