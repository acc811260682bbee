import { deadLetterTopic, topicName, TOPICS } from '@continuum/contracts';
import type { TopicSpec } from './kafka-port.js';

const PARTITIONS = 12;
const config = { 'compression.type': 'producer', 'min.insync.replicas': '1' };

/** Every topic of the platform; the partition count never changes, because keys would move. */
export function allTopics(consumers: readonly string[], prefix = ''): TopicSpec[] {
  const names = [...TOPICS.map(topicName), ...consumers.map(deadLetterTopic)];
  return names.map((topic) => ({ topic: prefix + topic, partitions: PARTITIONS, config }));
}
