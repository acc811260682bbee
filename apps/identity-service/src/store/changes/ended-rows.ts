import { send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Changes } from '../../domain/resolution/changes.js';
import { plain } from './table.js';

const END_VERSIONS = `
  UPDATE subject_version AS kept SET to_step = ended.step
    FROM unnest($1::int[], $2::bigint[]) AS ended (record_no, step)
   WHERE kept.record_no = ended.record_no AND kept.to_step IS NULL`;

const END_MEMBERSHIPS = `
  UPDATE membership AS kept SET to_step = ended.step
    FROM unnest($1::int[], $2::bigint[]) AS ended (record_no, step)
   WHERE kept.record_no = ended.record_no AND kept.to_step IS NULL`;

/** Ends versions and memberships of earlier batches: sent before those that take their place. */
export async function endRows(
  { closedVersions, closedMemberships }: Changes,
  tx: EntityManager,
): Promise<void> {
  await Promise.all([
    end(END_VERSIONS, closedVersions, tx),
    end(END_MEMBERSHIPS, closedMemberships, tx),
  ]);
}

async function end(text: string, ended: ReadonlyMap<number, number>, tx: EntityManager) {
  if (ended.size === 0) return;
  const rows = [...ended];
  await send(tx, { text }, [
    plain(rows, ([recordNo]) => recordNo),
    plain(rows, ([, step]) => step),
  ]);
}
