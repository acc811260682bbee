import { asEnvironment, kafkaSettings } from './kafka-settings.js';
import { freePorts } from './ports.js';

interface Contained {
  readonly address: string;
  stop(): Promise<unknown>;
}

export async function postgresContainer(): Promise<Contained> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer('postgres:18')
    .withEnvironment({ POSTGRES_PASSWORD: 'postgres' })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=250'])
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const at = `${container.getHost()}:${container.getMappedPort(5432)}`;
  return { address: `postgres://postgres:postgres@${at}/postgres`, stop: () => container.stop() };
}

/** The broker tells clients its own address, so its port is chosen before it starts. */
export async function kafkaContainer(image: string): Promise<Contained> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const ports = await freePorts(['broker', 'controller']);
  const container = await new GenericContainer(image)
    .withEnvironment(asEnvironment(kafkaSettings(ports, '/var/lib/kafka/data', '0.0.0.0')))
    .withExposedPorts({ container: ports.broker, host: ports.broker })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return { address: `127.0.0.1:${ports.broker}`, stop: () => container.stop() };
}
