import type { SubjectReportedV1 } from '@continuum/contracts';
import { citizens } from '@continuum/synthetic-city';
import { subjectEvent } from '../online/subject-events.js';

export interface CityOptions {
  readonly records: number;
  readonly seed: number;
  readonly asOf: Date;
}

/** The first report of each record of the city, person by person: memory does not grow with it. */
export function* firstReports(options: CityOptions): Generator<SubjectReportedV1> {
  for (const { arrivals } of citizens(options)) {
    const seen = new Set<string>();
    for (const arrival of arrivals) {
      const { recordId, status } = arrival.record;
      if (status === 'voided' || seen.has(recordId)) continue;
      seen.add(recordId);
      yield subjectEvent(arrival);
    }
  }
}
