import { elements, type Label } from '@continuum/contracts';
import type { ShownRecord } from './shown-record.js';

export const LEVELS = ['U', 'L', 'M', 'N', 'R', 'V'] as const;
export type Confidentiality = (typeof LEVELS)[number];

const LEVEL: Readonly<Record<Label, Confidentiality>> = {
  GENERAL: 'L',
  LOCAL_CH: 'M',
  HMIS: 'N',
  STATE_CONF: 'N',
  HIPAA: 'N',
  CMIA: 'N',
  CHRI: 'R',
  NCIC_RESTRICTED: 'R',
  LPS: 'R',
  PART2: 'R',
  HIV: 'R',
  JUVENILE: 'R',
  VAWA: 'V',
  SEALED: 'V',
  SUD_NOTES: 'V',
  PSYCH_NOTES: 'V',
};
/** What is not a record pushed by a department: cases, referrals, cards. */
const OF_CARE: Confidentiality = 'N';

/** The highest of what is shown, so that the outer label betrays nothing that is not. */
export function confidentialityOf(records: readonly ShownRecord[]): Confidentiality {
  const shown = records.filter(({ elements: values }) => Object.keys(values).length > 0);
  const levels = shown.flatMap(levelsOf).map((level) => LEVELS.indexOf(level));
  return LEVELS[Math.max(0, ...levels)] ?? 'U';
}

/** Of the record's labels, which its source may have added to, and of each element shown. */
function levelsOf({ labels, elements: values }: ShownRecord): Confidentiality[] {
  const ofElements = Object.keys(values).flatMap(
    (id) => elements.get(id)?.labels.map((label) => LEVEL[label]) ?? [OF_CARE],
  );
  return [...labels.map((label) => LEVEL[label]), ...ofElements];
}
