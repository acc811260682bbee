import type { EntityManager } from 'typeorm';
import { Population } from '../domain/bulk/population.js';
import { Tokens } from '../domain/matching/tokens.js';
import type { Features } from '../domain/preparation/features.js';
import type { Nicknames } from '../domain/preparation/nicknames.js';

const CHUNK = 20_000;

/** All present records in the order of their keys, byte by byte: the same tables make the same population. */
export async function loadPopulation(nicknames: Nicknames, tx: EntityManager): Promise<Population> {
  const population = new Population(new Tokens(nicknames));
  let last = '';
  for (;;) {
    const rows: { key: string; features: Features }[] = await tx.query(
      `SELECT record_key AS key, features FROM subject JOIN description ON no = description_no
        WHERE state = 'present' AND record_key COLLATE "C" > $1
        ORDER BY record_key COLLATE "C" LIMIT $2`,
      [last, CHUNK],
    );
    for (const { features } of rows) population.add(features);
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return population;
    last = end.key;
  }
}
