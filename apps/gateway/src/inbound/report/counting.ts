import { COUNTED_ELEMENTS } from '@continuum/contracts';
import type { Wish } from '../decision/under-decision.js';

/** Counts of what departments recorded: about datasets, not about people. */
export const COUNTING: Wish = {
  action: 'aggregate',
  elements: [...COUNTED_ELEMENTS],
  capabilities: ['SUPPRESS', 'NO_REIDENT'],
};
