import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RestrictionFact } from '../../domain/facts.js';
import type { Purpose } from '../../domain/vocabulary.js';
import type { Persons } from '../facts/person.repository.js';

interface Row {
  readonly restriction_id: string;
  readonly person_id: string;
  readonly accepted_by: string;
  readonly covers: string[];
  readonly purposes: Purpose[];
  readonly departments: string[];
  readonly valid_from: Date;
  readonly valid_until: Date | null;
}

@Injectable()
export class RestrictionRepository {
  async ofPersons(persons: Persons, tx: EntityManager): Promise<RestrictionFact[]> {
    const rows: Row[] = await tx.query(
      'SELECT * FROM restriction WHERE person_id = ANY($1::uuid[]) ORDER BY restriction_id',
      [[...persons.keys()]],
    );
    return rows.map((row) => ({
      restrictionId: row.restriction_id,
      personId: persons.get(row.person_id) ?? row.person_id,
      acceptedBy: row.accepted_by,
      covers: row.covers,
      purposes: row.purposes,
      departments: row.departments,
      from: row.valid_from,
      ...(row.valid_until && { until: row.valid_until }),
    }));
  }
}
