import type { Subject } from '@continuum/contracts';
import { keysOf } from '../src/domain/matching/keys.js';
import { EMPTY_EPOCH } from '../src/domain/matching/model.js';
import { Tokens } from '../src/domain/matching/tokens.js';
import { hashOf, prepare } from '../src/domain/preparation/prepare.js';
import type { SubjectCommand } from '../src/domain/resolution/command.js';
import { loadNicknames } from '../src/store/lists.js';

export const lists = {
  today: new Date('2026-03-02T09:00:00Z'),
  secret: 'a secret of the tests',
  genericAddresses: new Set<string>(),
  genericPhones: new Set<string>(),
};
const tokens = new Tokens(loadNicknames());

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
    keys: keysOf(features, tokens, EMPTY_EPOCH),
    sameAs: subject.sameAs,
  };
}
