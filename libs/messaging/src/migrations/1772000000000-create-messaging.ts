import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessaging1772000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY,
        event_id uuid NOT NULL,
        aggregatetype text NOT NULL,
        aggregateid text NOT NULL,
        topic text NOT NULL,
        type text NOT NULL,
        headers text NOT NULL,
        payload bytea NOT NULL,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        lane int NOT NULL,
        PRIMARY KEY (lane, id)
      ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
      COMMENT ON TABLE outbox IS 'Events committed with their state change, not yet acknowledged by Kafka.';
      COMMENT ON COLUMN outbox.id IS 'Order of sending within a lane.';
      COMMENT ON COLUMN outbox.event_id IS 'CloudEvents id, kept by every replay.';
      COMMENT ON COLUMN outbox.aggregatetype IS 'Noun of the event type.';
      COMMENT ON COLUMN outbox.aggregateid IS 'Kafka key.';
      COMMENT ON COLUMN outbox.topic IS 'Kafka topic.';
      COMMENT ON COLUMN outbox.type IS 'CloudEvents type.';
      COMMENT ON COLUMN outbox.headers IS 'Kafka headers, JSON as text: it is only forwarded.';
      COMMENT ON COLUMN outbox.payload IS 'personal: data of the event, bytes that are only forwarded.';
      COMMENT ON COLUMN outbox.occurred_at IS 'UTC instant of the transaction.';
      COMMENT ON COLUMN outbox.lane IS 'One active relay per lane; a key is always in the same one.';

      CREATE TABLE inbox (
        event_id uuid PRIMARY KEY,
        handled_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE inbox IS 'Events whose effects are committed: a redelivery changes nothing.';
      COMMENT ON COLUMN inbox.event_id IS 'CloudEvents id.';
      COMMENT ON COLUMN inbox.handled_at IS 'UTC instant of the effects.';

      CREATE TABLE parked_key (
        consumer text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, key)
      );
      COMMENT ON TABLE parked_key IS 'Keys behind a refused event: later events of the key wait too.';
      COMMENT ON COLUMN parked_key.consumer IS 'Consumer group.';
      COMMENT ON COLUMN parked_key.topic IS 'Topic of the refused event.';
      COMMENT ON COLUMN parked_key.key IS 'Kafka key.';
      COMMENT ON COLUMN parked_key.parked_at IS 'UTC instant of the first refusal.';

      CREATE TABLE parked_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        partition int NOT NULL,
        "offset" bigint NOT NULL,
        event_id text,
        type text,
        headers text NOT NULL,
        payload bytea NOT NULL,
        code text NOT NULL,
        pointer text,
        parked_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (consumer, topic, partition, "offset")
      );
      CREATE INDEX parked_event_key ON parked_event (consumer, topic, key, id);
      COMMENT ON TABLE parked_event IS 'Refused events and those that wait behind one, in order.';
      COMMENT ON COLUMN parked_event.id IS 'Order of replay within a key.';
      COMMENT ON COLUMN parked_event.consumer IS 'Consumer group.';
      COMMENT ON COLUMN parked_event.topic IS 'Topic it came on.';
      COMMENT ON COLUMN parked_event.key IS 'Kafka key.';
      COMMENT ON COLUMN parked_event.partition IS 'Partition it came on.';
      COMMENT ON COLUMN parked_event."offset" IS 'Offset it came at.';
      COMMENT ON COLUMN parked_event.event_id IS 'CloudEvents id, if readable.';
      COMMENT ON COLUMN parked_event.type IS 'CloudEvents type, if readable.';
      COMMENT ON COLUMN parked_event.headers IS 'Kafka headers, JSON.';
      COMMENT ON COLUMN parked_event.payload IS 'personal: the event as it came, possibly not JSON.';
      COMMENT ON COLUMN parked_event.code IS 'Why it was refused, or BEHIND a refused one.';
      COMMENT ON COLUMN parked_event.pointer IS 'JSON pointer of the field that was wrong; never its value.';
      COMMENT ON COLUMN parked_event.parked_at IS 'UTC instant of the refusal.';

      CREATE TABLE discarded_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        event_id text,
        type text,
        code text NOT NULL,
        reason text NOT NULL,
        discarded_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE discarded_event IS 'Parked events somebody gave up, without their data.';
      COMMENT ON COLUMN discarded_event.id IS 'Order of discarding.';
      COMMENT ON COLUMN discarded_event.consumer IS 'Consumer group.';
      COMMENT ON COLUMN discarded_event.topic IS 'Topic it came on.';
      COMMENT ON COLUMN discarded_event.key IS 'Kafka key.';
      COMMENT ON COLUMN discarded_event.event_id IS 'CloudEvents id, if readable.';
      COMMENT ON COLUMN discarded_event.type IS 'CloudEvents type, if readable.';
      COMMENT ON COLUMN discarded_event.code IS 'Why it had been refused.';
      COMMENT ON COLUMN discarded_event.reason IS 'Why it was given up.';
      COMMENT ON COLUMN discarded_event.discarded_at IS 'UTC instant.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE discarded_event, parked_event, parked_key, inbox, outbox');
  }
}
