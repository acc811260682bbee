import { describe, expect, it } from '@jest/globals';
import { ANA, monday } from '../../test/mdt-case.builder.js';
import { acknowledge, endWithCustody, raise } from './alert.js';

const booked = raise(
  {
    alertId: 'a1',
    code: 'booked',
    episode: 'police/jail/1',
    caseId: 'c1',
    personId: ANA,
  },
  monday,
);

describe('an alert', () => {
  it('is acknowledged once', () => {
    const seen = acknowledge(booked, monday);
    expect(seen).toMatchObject({ state: 'acknowledged', version: 2 });
    expect(seen && acknowledge(seen, monday)).toBeUndefined();
  });

  it('that nobody took up ends with custody', () => {
    expect(endWithCustody(booked, monday)).toMatchObject({ state: 'ended', version: 2 });
  });

  it('that somebody took up stays theirs', () => {
    const seen = acknowledge(booked, monday);
    expect(seen && endWithCustody(seen, monday)).toBeUndefined();
  });
});
