import { createHash } from 'node:crypto';

/** Taken over the canonical JSON of what was pushed, before anything is normalised. */
export const contentHash = (canonicalJson: string): string =>
  createHash('sha256').update(canonicalJson).digest('hex');

/** RFC 8785: one text for one content, whatever the order of members. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member = canonical((value as Record<string, unknown>)[name]);
    members += `${members && ','}${JSON.stringify(name)}:${member}`;
  }
  return `{${members}}`;
}
