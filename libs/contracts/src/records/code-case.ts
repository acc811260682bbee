import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** A building or nuisance case, about who lives in or owns the place, never about who complained. */
export const CodeCase = recordKind({
  kind: 'code_case',
  dataset: 'code',
  labels: ['GENERAL'],
  datedBy: ['openedOn'],
  endedBy: 'closedOn',
  fields: {
    caseNo: required(reference({ identifier: 'case-no' })),
    openedOn: required(activity(LocalDate)),
    type: required(
      activity(oneOf('encampment', 'abandoned', 'nuisance', 'substandard', 'vehicle_dwelling')),
    ),
    status: required(activity(oneOf('open', 'closed'))),
    subjectRole: required(activity(oneOf('occupant', 'owner'))),
    area: activity(Code),
    closedOn: activity(LocalDate),
    resolution: activity(Code),
    siteAddress: ownerOnly(text(200)),
    inspectorRef: ownerOnly(text(60)),
  },
});
export const CodeCaseRecordedV1 = CodeCase.activity;
export type CodeCaseRecordedV1 = ActivityOf<typeof CodeCase>;
