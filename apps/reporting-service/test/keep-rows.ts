import type { LinkedRow } from '../src/domain/contact-row.js';
import { monthKey } from '../src/domain/local-date.js';
import type { Mart } from './a-mart.js';
import { assigned } from './activity.builder.js';

/** Contact rows of people straight into the mart: as a feed would have left them. */
export async function keepRows(mart: Mart, people: ReadonlyMap<string, readonly LinkedRow[]>) {
  const all = [...people].flatMap(([personId, rows]) =>
    rows.map((row) => ({ personId, row: { ...row, recordKey: `${row.recordKey}@${personId}` } })),
  );
  await mart.dataSource.transaction(async (tx) => {
    const load = await mart.loads.open(tx);
    const assigned = all.map(({ personId, row }) => linkOf(personId, row));
    await mart.links.assign(assigned, load, tx);
    for (let at = 0; at < all.length; at += 5_000) {
      const versions = all.slice(at, at + 5_000).map(({ row }) => versionOf(row));
      await mart.facts.replace(versions, load, tx);
    }
  });
  await mart.query('ANALYZE');
}

const linkOf = (personId: string, { recordKey, dataset, confidence }: LinkedRow) =>
  assigned(recordKey, personId, { dataset, confidence }).data;

function versionOf({ confidence: _, ...contact }: LinkedRow) {
  return {
    recordKey: contact.recordKey,
    recordVersion: 1,
    kind: contact.kind,
    dataset: contact.dataset,
    department: contact.department,
    feed: `police/rms/${contact.kind}`,
    labels: contact.labels,
    monthKey: contact.on === null ? null : monthKey(contact.on),
    localDate: contact.on,
    hasSubject: true,
    isCounted: true,
    contact,
  };
}
