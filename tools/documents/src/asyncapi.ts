import { topicName, type Topic } from '@continuum/contracts';
import { stringify } from 'yaml';
import { CARRIES, documentedEvents, PRODUCERS, type Documented } from './catalogue.js';

/** `docs/asyncapi.yaml`: AsyncAPI 3 description of every topic, from the contracts. */
export function asyncApi(): string {
  const topics = [...documentedEvents()];
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Continuum',
      version: '1.0.0',
      description: 'Events between the services of Continuum. CloudEvents 1.0, Kafka binary mode.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map(([topic, events]) => [topic, channel(topic, events)])),
    operations: Object.fromEntries(topics.map(([topic]) => [`publish-${topic}`, operation(topic)])),
    components: {
      messages: Object.fromEntries(
        topics.flatMap(([, events]) =>
          events.map((event) => [event.definition.type, message(event)]),
        ),
      ),
    },
  };
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

const channel = (topic: Topic, events: readonly Documented[]) => ({
  address: topicName(topic),
  description: CARRIES[topic],
  messages: Object.fromEntries(
    events.map(({ definition }) => [
      definition.type,
      { $ref: `#/components/messages/${definition.type}` },
    ]),
  ),
});

const operation = (topic: Topic) => ({
  action: 'send',
  summary: `${PRODUCERS[topic]} publishes through its outbox.`,
  channel: { $ref: `#/channels/${topic}` },
});

const message = ({ definition, sentence, example }: Documented) => ({
  name: definition.type,
  ...(sentence ? { summary: sentence } : {}),
  contentType: 'application/json',
  payload: JSON.parse(JSON.stringify(definition.schema)) as unknown,
  ...(example === undefined ? {} : { examples: [{ payload: example }] }),
});
