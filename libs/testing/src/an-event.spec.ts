import { describe, expect, it } from '@jest/globals';
import { eventFamily } from '@continuum/contracts';
import Type from 'typebox';
import { anEvent } from './an-event.js';

const VisitPaidV1 = eventFamily('visit', 1, {
  topic: 'care',
  key: 'visitId',
  version: 'version',
  data: Type.Object({ visitId: Type.String(), version: Type.Integer() }),
})('paid');

describe('an event for a test', () => {
  it('takes key and version from its data', () => {
    const event = anEvent(VisitPaidV1, { visitId: 'v-1', version: 7 });
    expect(event).toMatchObject({ type: 'visit.paid.v1', key: 'v-1', version: 7 });
  });

  it('is what the test says it is', () => {
    const event = anEvent(VisitPaidV1, { visitId: 'v-1', version: 7 }, { department: 'health' });
    expect(event.department).toBe('health');
  });
});
