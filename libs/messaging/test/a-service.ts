import { Module, type INestApplication } from '@nestjs/common';
import type { EventDefinition } from '@continuum/contracts';
import {
  createService,
  DatabaseModule,
  readConfig,
  ServiceModule,
  serviceSettings,
  streamSettings,
} from '@continuum/service-kit';
import type { TestDatabase, TestIssuer } from '@continuum/testing';
import type { KafkaPort } from '../src/kafka-port.js';
import { joinStream, MessagingModule } from '../src/messaging.module.js';

export interface ServiceParts {
  readonly db: TestDatabase;
  readonly issuer: TestIssuer;
  readonly controllers: readonly (new () => object)[];
  readonly ignore: readonly EventDefinition[];
  readonly brokers?: readonly string[];
  readonly prefix?: string;
  readonly port?: KafkaPort;
}

/** `spec-service` as its `main.ts` would start it. */
export async function aService(parts: ServiceParts): Promise<INestApplication> {
  const { db, issuer, controllers, ignore, brokers = ['none:1'], prefix = '', port } = parts;
  const config = readConfig(
    { ...serviceSettings(0), ...streamSettings() },
    {
      PORT: '0',
      HEALTH_PORT: '0',
      OIDC_ISSUER: issuer.url,
      CLIENT_SECRET: 'x',
      LOG_LEVEL: 'silent',
      DATABASE_URL: db.url,
      KAFKA_BROKERS: brokers.join(','),
      KAFKA_PREFIX: prefix,
    },
  );
  @Module({})
  class SpecModule {}
  const module = {
    module: SpecModule,
    controllers: [...controllers],
    imports: [
      ServiceModule.with({ service: 'spec-service', config }),
      DatabaseModule.with({ service: 'spec-service', url: config.databaseUrl, migrations: [] }),
      MessagingModule.with({ config, ignore, ...(port ? { port } : {}) }),
    ],
  };
  return createService(module, config, { before: [joinStream] });
}
