import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { ConsentForm } from '../../domain/consent/form-steps.js';
import type { ConsentFact } from '../../domain/facts.js';
import { PersonRepository } from '../facts/person.repository.js';
import type { Authorship } from '../policy/versioned-rows.js';
import { toFact, toForm, toKeptForm, type ConsentRow } from './consent.mapping.js';

const SELECT = `
  SELECT form.*, link.person_id, link.confidence,
         coalesce((SELECT jsonb_agg(provision ORDER BY nth) FROM provision
                    WHERE provision.consent_id = form.consent_id
                      AND provision.version = form.version), '[]') AS provisions
    FROM consent form LEFT JOIN record_fact link ON link.record_key = form.record_key
   WHERE form.valid_until IS NULL`;

/** Consent forms: every change closes one version and inserts the next. */
@Injectable()
export class ConsentRepository {
  constructor(private readonly people: PersonRepository) {}

  /** Forms as they stand, over any link: the reader looks at the confidence itself. */
  async ofPerson(personId: string, tx: EntityManager): Promise<ConsentFact[]> {
    const persons = await this.people.resolve([personId], tx);
    const rows: ConsentRow[] = await tx.query(
      `${SELECT} AND link.person_id = ANY($1::uuid[]) ORDER BY form.consent_id`,
      [[...persons.keys()]],
    );
    return rows.map((row) => toFact(row, row.person_id ? persons.get(row.person_id) : undefined));
  }

  /** The form as it stands, with the person its record belongs to. */
  async lock(
    consentId: string,
    tx: EntityManager,
  ): Promise<{ form: ConsentForm; personId: string | null }> {
    // Whoever waits must look again: the version they would have waited for is closed by then.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [consentId]);
    const [row]: ConsentRow[] = await tx.query(
      `${SELECT} AND form.consent_id = $1 FOR UPDATE OF form`,
      [consentId],
    );
    if (!row) throw new Refused('NOT_FOUND', 'There is no such consent.');
    return { form: toForm(row), personId: row.person_id };
  }

  /** Opens this version of the form and closes the one before. */
  async save(form: ConsentForm, { at, by, reason }: Authorship, tx: EntityManager): Promise<void> {
    await tx.query(
      'UPDATE consent SET valid_until = $2 WHERE consent_id = $1 AND valid_until IS NULL',
      [form.consentId, at],
    );
    await tx.query(
      `INSERT INTO consent (consent_id, version, valid_from, recorded_at, recorded_by, reason,
              record_key, kind, family, discloser, form)
       VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        form.consentId,
        form.version,
        at,
        by,
        reason,
        form.recordKey,
        form.kind,
        form.family,
        form.discloser,
        toKeptForm(form),
      ],
    );
    await this.saveProvisions(form, tx);
  }

  /** Forms that hang on records which moved to another person: each becomes a new version for its readers. */
  async onRecords(recordKeys: readonly string[], tx: EntityManager): Promise<ConsentRow[]> {
    return tx.query(`${SELECT} AND form.record_key = ANY($1::text[]) ORDER BY form.consent_id`, [
      recordKeys,
    ]);
  }

  private async saveProvisions({ consentId, version, provisions }: ConsentForm, tx: EntityManager) {
    const rows = provisions.map((provision, index) => ({
      nth: index + 1,
      effect: provision.effect,
      covers: provision.covers.join(','),
      purposes: provision.purposes.join(','),
      recipients: JSON.stringify(provision.recipients),
      starts_at: provision.from ?? null,
      ends_at: provision.until ?? null,
    }));
    await tx.query(
      `INSERT INTO provision (consent_id, version, nth, effect, covers, purposes, recipients, starts_at, ends_at)
       SELECT $1::uuid, $2::int, nth, effect, string_to_array(covers, ','), string_to_array(purposes, ','),
              recipients, starts_at, ends_at
         FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::timestamptz[], $9::timestamptz[])
           AS row (nth, effect, covers, purposes, recipients, starts_at, ends_at)`,
      [
        consentId,
        version,
        ...columns(rows, [
          'nth',
          'effect',
          'covers',
          'purposes',
          'recipients',
          'starts_at',
          'ends_at',
        ]),
      ],
    );
  }
}
