import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type INestApplication,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { EventDefinition } from '@continuum/contracts';
import { errorFields, Health, LOGGER, SERVICE, type StreamConfig } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { BatchTransport } from './batch-transport.js';
import type { KafkaPort } from './kafka-port.js';
import { KafkaJsPort } from './kafkajs/kafkajs-port.js';
import { OutboxWatch } from './outbox-watch.js';
import { setPublisher } from './publisher.js';
import { Relay } from './relay.js';

export interface MessagingOptions {
  readonly config: StreamConfig;
  readonly ignore?: readonly EventDefinition[];
  /** A test passes its own. */
  readonly port?: KafkaPort;
}

const PORT = Symbol('kafka port');

/** Sends what the service publishes while it runs; leaves the group first and the broker last. */
class Stream implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly port: KafkaPort,
    private readonly relay: Relay | undefined,
    private readonly transport: BatchTransport,
    private readonly outbox: OutboxWatch,
  ) {}

  onApplicationBootstrap() {
    this.relay?.start();
    this.outbox.start();
  }

  async beforeApplicationShutdown() {
    this.outbox.stop();
    await this.transport.close();
    await this.relay?.stop();
    await this.port.close();
  }
}

@Module({})
export class MessagingModule {
  static with({ config, ignore = [], port }: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        {
          provide: PORT,
          useFactory: (service: string, logger: Logger) =>
            port ??
            new KafkaJsPort({
              brokers: config.kafkaBrokers,
              clientId: service,
              onLog: (level, event) => logger[level]({ event }, 'kafka client'),
            }),
          inject: [SERVICE, LOGGER],
        },
        {
          provide: BatchTransport,
          useFactory: (
            service: string,
            db: DataSource,
            kafka: KafkaPort,
            logger: Logger,
            health: Health,
          ) => {
            const transport = new BatchTransport({
              service,
              db,
              port: kafka,
              logger,
              ignore,
              topicPrefix: config.kafkaPrefix,
              maxRecords: 500,
              maxBytes: 1024 * 1024,
              onExit: () => process.exit(1),
            });
            health.whileAlive(() => transport.isAlive());
            return transport;
          },
          inject: [SERVICE, DataSource, PORT, LOGGER, Health],
        },
        {
          provide: Stream,
          useFactory: (
            kafka: KafkaPort,
            transport: BatchTransport,
            service: string,
            db: DataSource,
            logger: Logger,
          ) => {
            const relay = relayOf(config, kafka, logger);
            setPublisher(db, {
              service,
              topicPrefix: config.kafkaPrefix,
              lanes: 1,
              wake: () => relay?.wake(),
            });
            return new Stream(kafka, relay, transport, new OutboxWatch({ db, logger }));
          },
          inject: [PORT, BatchTransport, SERVICE, DataSource, LOGGER],
        },
      ],
      exports: [BatchTransport],
    };
  }
}

function relayOf(config: StreamConfig, port: KafkaPort, logger: Logger): Relay | undefined {
  if (config.relay === 'off') return undefined;
  const onError = (error: unknown) => logger.warn(errorFields(error), 'relay interrupted');
  return new Relay(port, { databaseUrl: config.databaseUrl, lane: 0, batch: 500, onError });
}

/** Joins the service's handlers to the stream; run before the door opens. */
export async function joinStream(app: INestApplication): Promise<void> {
  app.connectMicroservice({ strategy: app.get(BatchTransport) });
  await app.startAllMicroservices();
}
