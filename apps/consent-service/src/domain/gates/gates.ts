import { agreement } from './agreement.js';
import { consent } from './consent.js';
import { emergency } from './emergency.js';
import { legalBasis } from './legal-basis.js';
import { level } from './level.js';
import { minimum } from './minimum.js';
import { obligation } from './obligation.js';
import { PROHIBITIONS, prohibitionGate } from './prohibition.js';
import type { Gate } from './question.js';
import { relation } from './relation.js';
import { transform } from './transform.js';
import { unaided } from './unaided.js';

/** In the order in which they are asked; 0 and 1 judge the request, 11 and 12 come after. */
export const GATES: readonly Gate[] = [
  { number: 2, name: 'prohibitions', check: prohibitionGate(PROHIBITIONS) },
  { number: 3, name: 'level', check: level },
  { number: 4, name: 'agreement', check: agreement },
  { number: 5, name: 'relation', check: relation },
  { number: 6, name: 'legal basis', check: legalBasis },
  { number: 7, name: 'consent', check: consent },
  { number: 8, name: 'minimum', check: minimum },
  { number: 9, name: 'transform', check: transform },
  { number: 10, name: 'obligations', check: obligation },
];

/** Break-glass replaces gates 3, 4, 5 and 7. */
export const EMERGENCY_GATES: readonly Gate[] = [
  { number: 2, name: 'prohibitions', check: prohibitionGate(PROHIBITIONS) },
  { number: 3, name: 'emergency', check: emergency },
  { number: 6, name: 'legal basis', check: legalBasis },
  { number: 7, name: 'no instrument', check: unaided },
  { number: 8, name: 'minimum', check: minimum },
  { number: 9, name: 'transform', check: transform },
  { number: 10, name: 'obligations', check: obligation },
];

/** What a record that is not there would still be asked. */
export const probeGatesOf = (gates: readonly Gate[]): readonly Gate[] =>
  gates.filter(({ number }) => number <= 5);
