import type { Subject } from '@continuum/contracts';
import { hashOf, prepare } from '../src/domain/preparation/prepare.js';
import type { SubjectCommand } from '../src/domain/resolution/command.js';

export const lists = {
  today: new Date('2026-03-02T09:00:00Z'),
  secret: 'a secret of the tests',
  genericAddresses: new Set<string>(),
  genericPhones: new Set<string>(),
};

/** What intake makes of a subject. */
export function subjectCommand(subject: Subject): SubjectCommand {
  const { features } = prepare(subject, lists);
  return {
    kind: 'subject',
    recordKey: subject.recordKey,
    recordVersion: subject.recordVersion,
    department: subject.department,
    dataset: subject.dataset,
    labels: subject.labels,
    state: subject.state,
    features,
    hash: hashOf(features),
    sameAs: subject.sameAs,
  };
}
