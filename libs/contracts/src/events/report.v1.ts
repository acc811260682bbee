import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Instant, LocalDate, Uuid, Version, oneOf, record } from '../words.js';

/** A person crossed the line of a utilisation measure. No counts, no records. */
export const ReportHfuCrossedV1 = eventFamily('report', 1, {
  topic: 'reports',
  key: 'personId',
  version: 'version',
  data: record({
    personId: Uuid,
    version: Version,
    measure: Code,
    definitionVersion: Version,
    direction: oneOf('entered', 'returned', 'aged_out', 'withdrawn'),
    asOf: LocalDate,
    knowledgeAt: Instant,
    isWindowCovered: Type.Boolean(),
  }),
})('hfu-crossed');
export type ReportHfuCrossedV1 = EventOf<typeof ReportHfuCrossedV1>;
