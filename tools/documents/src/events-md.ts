import { topicName } from '@continuum/contracts';
import { CARRIES, CONSUMERS, documentedEvents, PRODUCERS, type Documented } from './catalogue.js';

/** `docs/events.md`: every topic and event, from the contracts. */
export function eventsMarkdown(): string {
  const topics = [...documentedEvents()];
  const overview = topics.map(
    ([topic, events]) =>
      `| \`${topicName(topic)}\` | ${CARRIES[topic]} | ${PRODUCERS[topic]} | ${CONSUMERS[topic].join(', ')} | ${events.length} |`,
  );
  const sections = topics.map(([topic, events]) => `## ${topicName(topic)}\n\n${table(events)}`);
  return `# Events

Generated from \`libs/contracts\` by \`npm run docs\`; the tests compare it. Envelope: CloudEvents 1.0, Kafka binary mode.
Order is promised per key; a store applies only a newer version.

| Topic | Carries | From | To | Types |
|---|---|---|---|---|
${overview.join('\n')}

${sections.join('\n\n')}
`;
}

function table(events: readonly Documented[]): string {
  const rows = events.map(({ definition, sentence }) => {
    const fields = Object.keys(definition.schema.properties).join(', ');
    return `| \`${definition.type}\` | ${sentence} | ${fields} |`;
  });
  return ['| Type | What happened | Fields |', '|---|---|---|', ...rows].join('\n');
}
