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
  const shown = records.flatMap(({ elements: values }) => Object.keys(values)).flatMap(levelsOf);
  return LEVELS[Math.max(0, ...shown.map((level) => LEVELS.indexOf(level)))] ?? 'U';
}

function levelsOf(id: string): Confidentiality[] {
  return elements.get(id)?.labels.map((label) => LEVEL[label]) ?? [OF_CARE];
}
