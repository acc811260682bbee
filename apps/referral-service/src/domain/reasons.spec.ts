import { describe, expect, it } from '@jest/globals';
import { publicReason, sideOf } from './reasons.js';

describe('a reason', () => {
  it.each([
    ['at_capacity', 'provider'],
    ['no_response', 'provider'],
    ['declined_by_client', 'client'],
    ['sent_in_error', 'sender'],
    ['in_custody', 'system'],
  ])('%s is on the side of the %s', (reason, side) => {
    expect(sideOf(reason)).toBe(side);
  });

  it('that protects somebody is not told', () => {
    expect(publicReason('safety_exclusion')).toBe('other_provider');
    expect(publicReason('at_capacity')).toBe('at_capacity');
  });
});
