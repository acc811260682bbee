/** Injection tokens of settings. */
export const ON_BEHALF_SERVICES = Symbol('services that may ask on behalf of a user');
export const POLICY_SETTINGS = Symbol('what the city allows of policy sets');

export interface PolicySettings {
  /** A live city changes its rules at the owners' desks only. */
  readonly isLive: boolean;
  readonly allowsSampleLaw: boolean;
}
export const CHECKPOINT_SETTINGS = Symbol('checkpoint settings');
