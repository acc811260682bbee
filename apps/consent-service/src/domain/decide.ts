import { rulingsFor } from './rulings.js';
import type { AccessRequest, Facts } from './facts.js';
import { askersOf } from './gates/asker.js';
import { shapeFault, sound } from './gates/shape.js';
import { standing } from './gates/standing.js';
import { refusal, verdictOf } from './verdict-of.js';
import type { Verdict } from './verdict.js';

/** One request judged under given facts at a given instant: no input, output, clock or chance. */
export function decide(request: AccessRequest, facts: Facts, now: Date): Verdict {
  const fault = shapeFault(request, facts);
  if (fault) return refusal(fault, facts, now);

  const asked = sound(request);
  const purpose = facts.policy.purposes.get(asked.purpose);
  if (!purpose) return refusal('BAD_REQUEST', facts, now);

  const stand = standing(facts, purpose, now);
  if ('fault' in stand) return refusal(stand.fault, facts, now);

  const askers = askersOf(facts, stand.assignments);
  if (askers.length === 0) return refusal('ACCOUNT_STALE', facts, now);

  const inquiry = { request: asked, purpose, facts, now };
  return verdictOf(inquiry, rulingsFor(inquiry, askers));
}
