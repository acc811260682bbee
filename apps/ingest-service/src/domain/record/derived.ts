import type { Restriction } from '@continuum/contracts';

type Body = Readonly<Record<string, unknown>>;
type Derived = { readonly fields: Body; readonly flags: string[] };

const DETENTIONS = ['849b1', '849b3', '849b5'];
const NOTHING: Derived = { fields: {}, flags: [] };

/** Penal Code 849(b): the arrest is deemed a detention only, whenever that becomes known. */
export const isDetentionOnly = (kind: string, { releaseReason }: Body) =>
  kind === 'booking' && DETENTIONS.includes(String(releaseReason));

export function restrictionsOf(kind: string, body: Body, pushed: readonly Restriction[] = []) {
  const own: Restriction[] = isDetentionOnly(kind, body) ? ['detention_only'] : [];
  return [...new Set([...pushed, ...own])];
}

/** Fields that a source left out and that follow from the others. */
export function derivedFields(kind: string, body: Body): Derived {
  if (isDetentionOnly(kind, body)) return { fields: { legalStatus: 'detention_only' }, flags: [] };
  if (kind === 'citation' && body['category'] === undefined) {
    const fields = { category: categoryOf(body['violations'] as Violation[]) };
    return { fields, flags: ['category_derived'] };
  }
  return NOTHING;
}

interface Violation {
  readonly statute: string;
  readonly level: string;
}

/** The gravest violation decides. */
function categoryOf(violations: readonly Violation[]): string {
  const levels = violations.map(({ level }) => level);
  if (levels.includes('felony') || levels.includes('misdemeanor')) return 'criminal';
  if (violations.some(({ statute }) => /^(c?vc|vehicle)\b/i.test(statute))) return 'traffic';
  return levels.includes('municipal') ? 'municipal' : 'traffic';
}
