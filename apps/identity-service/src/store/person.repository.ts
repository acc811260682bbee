import { Injectable } from '@nestjs/common';
import type { Confidence, Label } from '@continuum/contracts';
import { DataSource } from 'typeorm';
import type { Judgement } from '../domain/resolution/command.js';
import type { Described } from '../domain/resolution/describe.js';
import type { Features } from '../domain/preparation/features.js';

export interface PersonView {
  readonly personId: string;
  readonly status: 'active' | 'absorbed' | 'empty';
  readonly survivor: string | null;
  readonly version: number;
}

/** A record of a person, with the labels it has now. */
export interface MemberView {
  readonly recordKey: string;
  readonly personId: string;
  readonly labels: readonly Label[];
  readonly confidence: Confidence;
  readonly cause: string;
  readonly since: Date;
  readonly until: Date | null;
}

export type PastJudgement = Judgement & { readonly revokedAt: string | null };

type JudgementRow = Omit<Judgement, 'at'> & { readonly at: Date; readonly revokedAt: Date | null };

/** Any step is before this one. */
const NOW = Number.MAX_SAFE_INTEGER;
const MEMBER = `record_key AS "recordKey", person_id AS "personId", labels, confidence, cause,
                begun.at AS since, ended.at AS until`;
const MEMBERS = `membership JOIN subject USING (record_no)
                 JOIN step AS begun ON begun.seq = from_step LEFT JOIN step AS ended ON ended.seq = to_step`;

/** Whose record is and was whose; answers about anybody, so the caller shows only what a permit names. */
@Injectable()
export class PersonRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(personId: string): Promise<PersonView | undefined> {
    const [row]: PersonView[] = await this.dataSource.query(
      `SELECT id AS "personId", status, merged_into AS survivor, version FROM person WHERE id = $1`,
      [personId],
    );
    return row;
  }

  /** The last step that had been committed then. */
  async stepAt(asOf: Date | undefined): Promise<number> {
    if (!asOf) return NOW;
    const [row]: { step: string }[] = await this.dataSource.query(
      'SELECT coalesce(max(seq), 0) AS step FROM step WHERE at <= $1',
      [asOf],
    );
    return Number(row?.step);
  }

  async members(personId: string, step: number): Promise<MemberView[]> {
    return this.dataSource.query(
      `SELECT ${MEMBER} FROM ${MEMBERS}
        WHERE person_id = $1 AND from_step <= $2 AND (to_step IS NULL OR to_step > $2)
        ORDER BY record_key`,
      [personId, step],
    );
  }

  /** Everything that ever linked records to the person. */
  async history(personId: string): Promise<MemberView[]> {
    return this.dataSource.query(
      `SELECT ${MEMBER} FROM ${MEMBERS} WHERE person_id = $1 ORDER BY from_step, record_key`,
      [personId],
    );
  }

  /** Where these records were linked at a step; now, unless told otherwise. */
  async ofRecords(recordKeys: readonly string[], step = NOW): Promise<MemberView[]> {
    return this.dataSource.query(
      `SELECT ${MEMBER} FROM ${MEMBERS}
        WHERE record_key = ANY($1::text[]) AND from_step <= $2 AND (to_step IS NULL OR to_step > $2)
        ORDER BY record_key`,
      [recordKeys, step],
    );
  }

  /** What the records said at a step; erased features are no longer held. */
  async described(recordKeys: readonly string[], step: number): Promise<Described[]> {
    const rows: { key: string; hash: string; features: Features }[] = await this.dataSource.query(
      `SELECT record_key AS key, split_part(hash, '~', 1) AS hash, features
           FROM subject JOIN subject_version AS said USING (record_no)
           JOIN description ON no = said.description_no
          WHERE record_key = ANY($1::text[]) AND from_step <= $2 AND (to_step IS NULL OR to_step > $2)
          ORDER BY record_key`,
      [recordKeys, step],
    );
    return rows.map(({ key, hash, features }) => ({
      recordKey: key,
      hash,
      features,
    }));
  }

  /** Judgements that name any of these records, oldest first. */
  async judgements(recordKeys: readonly string[]): Promise<PastJudgement[]> {
    const rows: JudgementRow[] = await this.dataSource.query(
      `SELECT id AS "judgementId", verdict, actor, actor_kind AS "actorKind", reason, made_at AS at,
              revoked_at AS "revokedAt",
              coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'left'), '{}') AS "left",
              coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'right'), '{}') AS "right"
         FROM judgement JOIN judgement_record ON judgement_id = id
        WHERE id IN (SELECT judgement_id FROM judgement_record WHERE record_key = ANY($1::text[]))
        GROUP BY id ORDER BY made_at, id`,
      [recordKeys],
    );
    return rows.map(({ at, revokedAt, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
    }));
  }

  async judgement(judgementId: string): Promise<PastJudgement | undefined> {
    const [row]: { record_key: string }[] = await this.dataSource.query(
      'SELECT record_key FROM judgement_record WHERE judgement_id = $1 LIMIT 1',
      [judgementId],
    );
    if (!row) return undefined;
    const known = await this.judgements([row.record_key]);
    return known.find((one) => one.judgementId === judgementId);
  }
}
