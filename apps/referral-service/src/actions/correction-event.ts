import type { CorrectionV1 } from '@continuum/contracts';
import type { Change } from '@continuum/messaging';
import { localDate } from '../domain/business-time.js';
import type { Correction } from '../domain/correction.js';
import { refOf } from '../domain/person-ref.js';
import type { CorrectedThing } from '../store/corrected-thing.repository.js';

export function correctionChange(
  correction: Correction,
  thing: CorrectedThing,
  zone: string,
): Change<CorrectionV1['data']> {
  const { correctionId, version, at, kind, owner, labels, outcome, resolvedBy } = correction;
  return {
    department: owner,
    labels,
    data: {
      version,
      at: at.toISOString(),
      localDate: localDate(at, zone),
      personRef: refOf(thing),
      actorRole: resolvedBy ? 'C' : 'X',
      department: owner,
      correctionId,
      kind,
      dataset: thing.dataset,
      thingId: thing.thingId,
      thingVersion: thing.thingVersion,
      ...(outcome ? { outcome } : {}),
    },
  };
}
