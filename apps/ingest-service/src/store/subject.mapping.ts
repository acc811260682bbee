import type { CheckedRecord } from '../domain/record/checked-record.js';

/** The one place where a subject becomes a column. Encryption comes in here, with its keys. */
export function toSubjectColumn({
  subject,
  sourcePersonId,
}: Pick<CheckedRecord, 'subject' | 'sourcePersonId'>): string | null {
  if (!subject) return null;
  return JSON.stringify(sourcePersonId === null ? subject : { ...subject, sourcePersonId });
}

/** SQL that reads one property of the column. */
export const subjectProperty = (property: string) => `subject -> '${property}'`;
