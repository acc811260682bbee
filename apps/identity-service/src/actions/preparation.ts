import { Injectable } from '@nestjs/common';
import type { Subject, SubjectReportedV1 } from '@continuum/contracts';
import { createHmac } from 'node:crypto';
import { keysOf } from '../domain/matching/keys.js';
import type { Epoch } from '../domain/matching/model.js';
import { Tokens } from '../domain/matching/tokens.js';
import type { Flag } from '../domain/preparation/features.js';
import { hashOf, prepare, type PreparationLists } from '../domain/preparation/prepare.js';
import type { Nicknames } from '../domain/preparation/nicknames.js';
import type { Arrival } from '../store/intake.repository.js';
import { preparationMetrics } from './metrics.js';

export interface PreparationOptions {
  readonly lists: Omit<PreparationLists, 'today'>;
  readonly nicknames: Nicknames;
  readonly epoch: Epoch;
}

/** Words seen before the table of words is begun anew: they are a cache here, and names never end. */
const MOST_WORDS = 500_000;

/** What a source reported → what is compared: pure but for a cache of words and a count of what was left out. */
@Injectable()
export class Preparation {
  private tokens: Tokens;

  constructor(private readonly options: PreparationOptions) {
    this.tokens = new Tokens(options.nicknames);
  }

  /** Lists as of a day: a date of birth after it is none. */
  listsOn(today: Date): PreparationLists {
    return { ...this.options.lists, today };
  }

  arrivalOf({ data, time }: SubjectReportedV1): Arrival {
    const { lists, epoch } = this.options;
    const { features, flags } = prepare(data, this.listsOn(new Date(time)));
    const { ownSource, foreign } = declared(data);
    count(data, foreign ? [...flags, 'foreign_same_as'] : flags);
    return {
      recordKey: data.recordKey,
      recordVersion: data.recordVersion,
      contentHash: createHmac('sha256', lists.secret)
        .update(JSON.stringify(data))
        .digest('base64url'),
      command: {
        kind: 'subject',
        recordKey: data.recordKey,
        recordVersion: data.recordVersion,
        department: data.department,
        dataset: data.dataset,
        labels: data.labels,
        state: data.state,
        features,
        hash: hashOf(features),
        keys: keysOf(features, this.words(), epoch),
        sameAs: ownSource,
      },
    };
  }

  private words(): Tokens {
    if (this.tokens.size > MOST_WORDS) this.tokens = new Tokens(this.options.nicknames);
    return this.tokens;
  }
}

/** A source speaks for its own records only. */
function declared({ department, source, recordKey, sameAs }: Subject) {
  const ownSource = sameAs.filter(
    (other) => other !== recordKey && other.startsWith(`${department}/${source}/`),
  );
  return {
    ownSource,
    foreign: sameAs.some((other) => !other.startsWith(`${department}/${source}/`)),
  };
}

function count({ department, source }: Subject, flags: readonly Flag[]): void {
  for (const flag of flags)
    preparationMetrics.leftOut.inc({ source: `${department}/${source}`, flag });
}
