import { CustodyChangedV1, RecordWithdrawnV1, SubjectReportedV1 } from '@continuum/contracts';
import { publish, type Change } from '@continuum/messaging';
import type { EntityManager } from 'typeorm';
import type { Telling } from '../domain/keeping/plan.js';
import { isBackload } from '../domain/record/custody.js';
import { activityData, subjectData } from '../domain/record/split-record.js';

/**
 * The two events of each applied version, in the transaction that keeps it. The versions of one key are told in turn,
 * each round through, so that no key's events leave out of order.
 */
export async function tell(
  byKey: readonly (readonly Telling[])[],
  recordedAt: Date,
  tx: EntityManager,
): Promise<void> {
  const rounds = Math.max(0, ...byKey.map((tellings) => tellings.length));
  for (let round = 0; round < rounds; round += 1) {
    await tellRound(
      byKey.flatMap((tellings) => tellings[round] ?? []),
      recordedAt,
      tx,
    );
  }
}

async function tellRound(tellings: readonly Telling[], recordedAt: Date, tx: EntityManager) {
  const announced = tellings.filter(({ announcement }) => announcement !== 'none');
  const withSubject = announced.filter(({ record }) => record.kind.hasSubject);
  await publish(
    tx,
    SubjectReportedV1,
    withSubject.map((telling) =>
      changeOf(telling, recordedAt, subjectData(telling.record, telling)),
    ),
  );

  const present = announced.filter(
    ({ announcement, record }) => announcement === 'present' && record.travel !== 'none',
  );
  for (const [definition, ofKind] of Map.groupBy(present, ({ record }) => record.kind.activity)) {
    await publish(
      tx,
      definition,
      ofKind.map((telling) => activityChange(telling, recordedAt)),
    );
  }
  await publish(
    tx,
    RecordWithdrawnV1,
    announced
      .filter(({ announcement }) => announcement === 'withdrawn')
      .map((telling) => changeOf(telling, recordedAt, withdrawnData(telling))),
  );
  await publish(
    tx,
    CustodyChangedV1,
    tellings.flatMap((telling) => custodyChange(telling, recordedAt)),
  );
}

const activityChange = (telling: Telling, recordedAt: Date): Change<never> =>
  changeOf(
    telling,
    recordedAt,
    activityData(telling.record, { recordVersion: telling.recordVersion, recordedAt }),
  ) as Change<never>;

function withdrawnData({ record, recordVersion }: Telling) {
  const { recordKey, kind, isVoid } = record;
  const reason: 'voided' | 'sealed' = isVoid ? 'voided' : 'sealed';
  return { recordKey, recordVersion, kind: kind.kind, reason };
}

function custodyChange(telling: Telling, recordedAt: Date) {
  const { custody, record, recordVersion } = telling;
  if (!custody) return [];
  const { recordKey } = record;
  const data = {
    ...custody,
    recordKey,
    recordVersion,
    isBackload: isBackload(custody, recordedAt),
  };
  return [changeOf(telling, recordedAt, data)];
}

const changeOf = <D>({ record }: Telling, recordedAt: Date, data: D): Change<D> => ({
  data,
  department: record.department,
  labels: record.labels,
  time: recordedAt.toISOString(),
});
