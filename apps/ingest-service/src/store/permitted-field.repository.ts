import { Injectable } from '@nestjs/common';
import { SUBJECT_ELEMENTS, type Label, type PermittedRecord } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { subjectProperty } from './subject.mapping.js';

/** Keys of one kind that share one list of columns. */
export interface Selection {
  readonly kind: string;
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly recordKeys: readonly string[];
}

export interface LabelledRecord extends PermittedRecord {
  readonly labels: readonly Label[];
}

/** Served now: a record that is sealed, voided or gone is not there. */
const SERVED = `state = 'valid'`;

@Injectable()
export class PermittedFieldRepository {
  /** Exactly the named fields leave the table; column names come from the contract, never from the caller. */
  async read(
    { kind, dataset, columns: fields, recordKeys }: Selection,
    tx: EntityManager,
  ): Promise<LabelledRecord[]> {
    const paths = fields.map((field) => `'${dataset}.${field}', ${pathOf(field)}`);
    return tx.query(
      `SELECT record_key AS "recordKey", labels,
              jsonb_strip_nulls(jsonb_build_object(${paths.join(', ')})) AS elements
         FROM record
        WHERE record_key = ANY($1::text[]) AND kind = $2 AND ${SERVED} ORDER BY record_key`,
      [recordKeys, kind],
    );
  }
}

const pathOf = (field: string) =>
  field in SUBJECT_ELEMENTS
    ? subjectProperty(SUBJECT_ELEMENTS[field as keyof typeof SUBJECT_ELEMENTS])
    : `body -> '${field}'`;
