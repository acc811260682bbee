import { createHash } from 'node:crypto';

/** Taken over the canonical JSON of what was pushed, before anything is normalised. */
export const contentHash = (canonicalJson: string): string =>
  createHash('sha256').update(canonicalJson).digest('hex');

/** RFC 8785: one text for one content, whatever the order of members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
