import { KafkaJsPort, type ReceivedRecord } from '@continuum/messaging';
import { eventually } from '@continuum/stack';
import { randomUUID } from 'node:crypto';

/** Everything that lies on these topics now, read by a group of its own. */
export async function recordsOn(port: KafkaJsPort, topics: readonly string[]) {
  const group = `dump-${randomUUID()}`;
  const records: ReceivedRecord[] = [];
  const consumption = await port.consume(
    { group, topics, maxRecords: 1_000, maxBytes: 1 << 20, onExit: () => undefined },
    ({ records: some }) => {
      records.push(...some);
      return Promise.resolve('commit');
    },
  );
  await eventually(`${topics.join()} is read to its end`, async () => {
    const lags = await port.lag(group, topics);
    return lags.every(({ lag }) => lag === 0n) || undefined;
  });
  await consumption.close(10_000);
  return records;
}

/** As an operator would see them. */
export const textOf = ({ topic, key, headers, value }: ReceivedRecord) =>
  [topic, key, JSON.stringify(headers), value.toString('utf8')].join(' ');
