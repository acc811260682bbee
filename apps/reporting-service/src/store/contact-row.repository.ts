import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LinkedRow } from '../domain/contact-row.js';
import { toLinkedRow, type KeptContact } from './contact-row.mapping.js';
import type { DirtyPersons } from './dirty-person.repository.js';

const SELECT = `
  SELECT link.person_id AS "personId", coalesce(link.confidence, 'probable') AS confidence,
         fact.department, fact.dataset, fact.labels,
         row.record_key AS "recordKey", row.record_version AS "recordVersion", row.kind,
         row.contact_on::text AS "contactOn", row.contact_at AS "contactAt", row.agency,
         row.is_agency_assumed AS "isAgencyAssumed", row.incident_nos AS "incidentNos",
         row.age_on_date AS "ageOnDate", row.flags, row.charge_count AS "chargeCount",
         row.worst_level AS "worstLevel", row.category, row.officer_no AS "officerNo",
         row.is_arrest AS "isArrest", row.reason, row.is_detention_only AS "isDetentionOnly",
         row.is_paper_only AS "isPaperOnly", row.booking_group_no AS "bookingGroupNo",
         row.facility, row.released_at AS "releasedAt", row.released_on::text AS "releasedOn",
         row.release_reason AS "releaseReason"`;
const CODES = `JOIN mart.contact_row row
                 ON (row.record_key, row.record_version) = (fact.record_key, fact.record_version)`;

/** Contact rows of people, by the links and versions known at one time. */
@Injectable()
export class ContactRowRepository {
  /** Person id → rows. */
  async ofPersons({ personIds }: DirtyPersons, tx: EntityManager) {
    const kept: KeptContact[] = await tx.query(
      `${SELECT}
         FROM link.record_person link
         JOIN mart.fact_record fact ON fact.record_key = link.record_key
          AND fact.known_to = 'infinity'
         ${CODES}
        WHERE link.person_id = ANY($1::uuid[]) AND link.known_to = 'infinity'`,
      [personIds],
    );
    const groups = Map.groupBy(kept, ({ personId }) => personId ?? '');
    return new Map([...groups].map(([personId, rows]) => [personId, rows.map(toLinkedRow)]));
  }

  /** Rows of these records as far as nobody is linked to them. */
  async unlinked({ recordKeys }: DirtyPersons, tx: EntityManager): Promise<LinkedRow[]> {
    if (recordKeys.length === 0) return [];
    const kept: KeptContact[] = await tx.query(
      `${SELECT}
         FROM mart.fact_record fact
         ${CODES}
         LEFT JOIN link.record_person link ON link.record_key = fact.record_key
          AND link.known_to = 'infinity'
        WHERE fact.record_key = ANY($1::text[]) AND fact.known_to = 'infinity'
          AND link.person_id IS NULL`,
      [recordKeys],
    );
    return kept.map(toLinkedRow);
  }

  async asKnown(personId: string, knowledgeAt: string, tx: EntityManager): Promise<LinkedRow[]> {
    const kept: KeptContact[] = await tx.query(
      `${SELECT}
         FROM link.record_person link
         JOIN mart.fact_record fact ON fact.record_key = link.record_key
          AND fact.known_from <= $2 AND $2 < fact.known_to
         ${CODES}
        WHERE link.person_id = $1 AND link.known_from <= $2 AND $2 < link.known_to`,
      [personId, knowledgeAt],
    );
    return kept.map(toLinkedRow);
  }
}
