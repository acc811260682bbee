import type { ServiceName, StoringService } from './parts/services.js';

/** Everything runs; what a story, a system test or a bench needs to talk to it. */
export interface RunningStack {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly healthUrls: Readonly<Record<ServiceName, string>>;
  readonly issuerUrl: string;
  readonly kafkaBrokers: string;
  /** As the owner of each database. Test and bench only: nobody else reads another's tables. */
  readonly databaseUrls: Readonly<Record<StoringService, string>>;
  /** Instant of the first run of this data folder: the city, agreements and consents are dated back from it. */
  readonly firstRunAt: Date;
  /** What a service is told: for one more of it beside the first. Test only, as secret as the secrets in it. */
  environmentOf(service: ServiceName): Readonly<Record<string, string>>;
  /** Of a demo user, signed in with a second factor a moment ago, or at an instant. */
  tokenOf(user: string, at?: Date): Promise<string>;
  /** Of a service, for calling another one. */
  serviceToken(client: string, audience: string): Promise<string>;
  /** Of a department's source, `police/jail`, for pushing records. */
  sourceToken(source: string): Promise<string>;
  /** Ends one service without warning. */
  kill(service: ServiceName): Promise<void>;
  start(service: ServiceName): Promise<void>;
  stop(): Promise<void>;
}
