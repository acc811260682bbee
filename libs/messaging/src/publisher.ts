import type { DataSource } from 'typeorm';

/** What `publish` must know of the service whose database it writes to. */
export interface Publisher {
  readonly service: string;
  readonly topicPrefix: string;
  readonly lanes: number;
  /** Tells the relay that rows are about to be committed. */
  readonly wake: () => void;
}

const publishers = new WeakMap<DataSource, Publisher>();

export function setPublisher(dataSource: DataSource, publisher: Publisher): void {
  publishers.set(dataSource, publisher);
}

/** Without a module (a command, a test) rows are written and wait for the service's relay. */
export function publisherOf(dataSource: DataSource): Publisher {
  return (
    publishers.get(dataSource) ?? {
      service: serviceOf(dataSource),
      topicPrefix: '',
      lanes: 1,
      wake: () => undefined,
    }
  );
}

function serviceOf({ options }: DataSource): string {
  return (options as { applicationName?: string }).applicationName ?? 'unknown';
}
