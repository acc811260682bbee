import { Refused } from '@continuum/contracts';

/** 429: the source is over its rate. */
export class RateLimited extends Refused {
  constructor(readonly retryAfterSeconds: number) {
    super('RATE_LIMITED', 'This source sends more than agreed.');
  }
}

/** 503: too much waits here. Nothing was taken. */
export class Overloaded extends Refused {
  constructor(readonly retryAfterSeconds: number) {
    super('OVERLOADED', 'Too many records are waiting.');
  }
}
