import { columnsOf } from './csv.js';

/** Cluster of each record id. */
export type Predictions = ReadonlyMap<string, string | number>;

/** Links the records of a table of subjects, whose columns the map explains. */
export type Link = (csvFile: string, mapFile: string) => Promise<Predictions>;

/** @param path CSV with the columns id and cluster */
export async function readPredictions(path: string): Promise<Predictions> {
  const clusters = new Map<string, string>();
  for await (const [id = '', cluster = ''] of columnsOf(path, ['id', 'cluster']))
    clusters.set(id, cluster);
  return clusters;
}

/** Numbers of the clusters, record by record. @throws Error where a record has none */
export function clustersOf(ids: readonly string[], predictions: Predictions): Int32Array {
  const numbers = new Map<string | number, number>();
  return Int32Array.from(ids, (id) => {
    const cluster = predictions.get(id);
    if (cluster === undefined) throw new Error('A record has no cluster.');
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
}
