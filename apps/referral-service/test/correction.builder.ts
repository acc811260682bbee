import type { Correction } from '../src/domain/correction.js';
import { raiseCorrection } from '../src/domain/correction.js';
import { ANA, BEN, monday } from './mdt-case.builder.js';

export const aCorrection = (overrides: Partial<Correction> = {}): Correction => ({
  ...raiseCorrection(
    {
      correctionId: 'd0000000-0000-4000-8000-000000000001',
      kind: 'person_moved',
      dataset: 'rfrl',
      thingId: 'f0000000-0000-4000-8000-000000000001',
      owner: 'homeless-services',
      labels: ['STATE_CONF'],
      personIds: [ANA, BEN],
    },
    monday,
  ),
  ...overrides,
});
