import {
  CustodyChangedV1,
  PersonMergedV1,
  PersonSplitV1,
  RecordAssignedV1,
  ReportHfuCrossedV1,
  type DataOf,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { ANA } from './mdt-case.builder.js';

export const BOOKING = 'police/jail/B-1';

export const aCrossing = (overrides: Partial<DataOf<typeof ReportHfuCrossedV1>> = {}) =>
  anEvent(ReportHfuCrossedV1, {
    personId: ANA,
    version: 1,
    measure: 'high-utilizer',
    definitionVersion: 1,
    direction: 'entered',
    asOf: '2026-03-02',
    knowledgeAt: '2026-03-02T16:00:00Z',
    isWindowCovered: true,
    ...overrides,
  });

export const aCustodyChange = (overrides: Partial<DataOf<typeof CustodyChangedV1>> = {}) =>
  anEvent(CustodyChangedV1, {
    recordKey: BOOKING,
    recordVersion: 1,
    state: 'in_custody',
    facility: 'central-jail',
    admittedAt: '2026-03-02T15:00:00Z',
    projectedReleaseAt: null,
    endedAt: null,
    releaseReason: null,
    isBackload: false,
    ...overrides,
  });

export const anAssignment = (overrides: Partial<DataOf<typeof RecordAssignedV1>> = {}) =>
  anEvent(RecordAssignedV1, {
    recordKey: BOOKING,
    recordVersion: 1,
    dataset: 'book',
    linkVersion: 1,
    personId: ANA,
    previousPersonId: null,
    confidence: 'confirmed',
    cause: 'new-record',
    modelId: 'starting',
    epochId: 'e1',
    step: 1,
    ...overrides,
  });

export const aMerge = (absorbed: string, survivor: string, personVersion = 2) =>
  anEvent(PersonMergedV1, {
    absorbed: { personId: absorbed, personVersion },
    survivor: { personId: survivor, personVersion },
    cause: 'new-record',
    step: 1,
  });

export const aSplit = (personId: string, part: string, personVersion = 3) =>
  anEvent(PersonSplitV1, {
    personId,
    personVersion,
    parts: [
      { personId, personVersion, reinstated: false, recordCount: 1 },
      { personId: part, personVersion, reinstated: true, recordCount: 1 },
    ],
    cause: 'judgement',
    step: 2,
  });
