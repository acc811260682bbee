import type { ReferralCommandType } from '@continuum/contracts';
import type { Reason } from './reasons.js';
import { rulesFor } from './referral-rules.js';
import type { Referral } from './referral.js';

/** A step the system takes because a fact changed. */
export interface SystemStep {
  readonly referral: Referral;
  readonly command: ReferralCommandType;
  readonly reasonCode: Reason | undefined;
}

/** Jail pauses, it does not end: what the provider accepted is held, unless the service works in jail. */
export function followCustody(
  referral: Referral,
  now: { readonly isInCustody: boolean; readonly servesInCustody: boolean },
): SystemStep | undefined {
  const isHeldForIt = referral.state === 'on_hold' && referral.holdReason === 'in_custody';
  if (isHeldForIt && !now.isInCustody) {
    return { referral, command: 'resume', reasonCode: undefined };
  }
  const mustHold = now.isInCustody && !now.servesInCustody && canHold(referral);
  return mustHold ? { referral, command: 'hold', reasonCode: 'in_custody' } : undefined;
}

/** A disclosure no longer covered stops: before acceptance the referral ends, after it waits for a new consent. */
export function followConsent(referral: Referral, isCovered: boolean): SystemStep | undefined {
  const isHeldForIt = referral.state === 'on_hold' && referral.holdReason === 'consent_revoked';
  if (isCovered) {
    return isHeldForIt ? { referral, command: 'resume', reasonCode: undefined } : undefined;
  }
  const reasonCode = 'consent_revoked';
  if (canHold(referral)) return { referral, command: 'hold', reasonCode };
  return canCancel(referral) ? { referral, command: 'cancel', reasonCode } : undefined;
}

/** Every message to the client stops. */
export const followDeath = (referral: Referral): SystemStep => ({
  referral,
  command: 'cancel',
  reasonCode: 'client_deceased',
});

const canHold = ({ state }: Referral) => bySystem(state, 'hold').length > 0;
const canCancel = ({ state }: Referral) =>
  bySystem(state, 'cancel').some((rule) => rule.systemReasons?.includes('consent_revoked'));

const bySystem = (state: Referral['state'], command: ReferralCommandType) =>
  rulesFor(state, command).filter(({ actors }) => actors.includes('X'));
