import { citizens, type CityOptions } from './city.js';
import { Feeds } from './files/feeds.js';
import { Subjects } from './files/subjects.js';
import { linkingPack } from './packs/linking.js';

/** Where the city is written to; at least one. */
export interface Targets {
  /** Folder for the departments' feeds and `truth/`. */
  readonly out?: string | undefined;
  /** `.csv` or `.csv.gz` of subjects alone, for benches that link; its people stand beside it. */
  readonly subjects?: string | undefined;
  /** Begins with the fixed people of the linking pack. */
  readonly withLinkingPack?: boolean | undefined;
}

/**
 * Writes the city person by person: memory does not grow with it.
 * @returns records a feed; corrections, repeats and voids count where feeds are written
 */
export function generate(
  options: CityOptions,
  { out, subjects, withLinkingPack }: Targets,
): Record<string, number> {
  const feeds = out === undefined ? undefined : new Feeds(out);
  const table = subjects === undefined ? undefined : new Subjects(subjects);
  const add = (citizen: Parameters<Subjects['add']>[0]) => {
    feeds?.add(citizen);
    table?.add(citizen);
  };
  if (withLinkingPack) linkingPack(options.asOf).forEach(add);
  for (const citizen of citizens(options)) add(citizen);
  const rows = table?.close();
  return feeds?.close() ?? { ...(rows === undefined ? {} : { subjects: rows }) };
}
