import { Injectable } from '@nestjs/common';
import type { Subject, SubjectReportedV1 } from '@continuum/contracts';
import { createHmac } from 'node:crypto';
import type { Flag } from '../domain/preparation/features.js';
import { hashOf, prepare, type PreparationLists } from '../domain/preparation/prepare.js';
import type { Reported } from '../domain/load/gathering.js';
import { preparationMetrics } from './metrics.js';

/** What a source reported → what is compared: pure but for a count of what was left out. */
@Injectable()
export class Preparation {
  constructor(private readonly lists: Omit<PreparationLists, 'today'>) {}

  /** Lists as of a day: a date of birth after it is none. */
  listsOn(today: Date): PreparationLists {
    return { ...this.lists, today };
  }

  arrivalOf({ data, time }: Pick<SubjectReportedV1, 'data' | 'time'>): Reported {
    const { features, flags } = prepare(data, this.listsOn(new Date(time)));
    const { ownSource, foreign } = declared(data);
    count(data, foreign ? [...flags, 'foreign_same_as'] : flags);
    return {
      recordKey: data.recordKey,
      recordVersion: data.recordVersion,
      contentHash: createHmac('sha256', this.lists.secret)
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
        sameAs: ownSource,
      },
    };
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
