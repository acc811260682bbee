import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Groups that decision records accept, each told as `GROUP=docs/decisions/0012-….md`.
 * @throws Error where the file is no decision record or does not name the group
 */
export function acceptedGroups(told: readonly string[]): Set<string> {
  return new Set(
    told.map((text) => {
      const [group = '', path = ''] = text.split('=');
      if (basename(dirname(path)) !== 'decisions' || !/^\d{4}-/.test(basename(path)))
        throw new Error('A group is accepted by a decision record: GROUP=docs/decisions/….md.');
      if (!readFileSync(path, 'utf8').includes(group))
        throw new Error(`That decision record does not speak of "${group}".`);
      return group;
    }),
  );
}
