import {
  ActivationRepository,
  Engines,
  Relink,
  Bell,
  ChangesRepository,
  EMPTY_EPOCH,
  IntakeRepository,
  LeaseRepository,
  loadNicknames,
  Preparation,
  ResolveBatch,
  Resolver,
  SourceRepository,
  STARTING_MODEL,
  SubjectReportedHandler,
} from '@continuum/identity-service';
import type { SubjectReportedV1 } from '@continuum/contracts';
import type { DataSource } from 'typeorm';

export const SECRET = 'a secret of the bench';
export const ENGINE = {
  model: STARTING_MODEL,
  epoch: EMPTY_EPOCH,
  nicknames: loadNicknames(),
};

const GENERIC = { genericAddresses: new Set<string>(), genericPhones: new Set<string>() };
export const LISTS = { secret: SECRET, ...GENERIC };

/** Identity-service without its loops: the bench says when events come in and when they are resolved. */
export function anIdentity(dataSource: DataSource) {
  const intake = new IntakeRepository();
  const leases = new LeaseRepository();
  const preparation = new Preparation(LISTS);
  const handler = new SubjectReportedHandler(preparation, intake, new Bell());
  const batch = new ResolveBatch(leases, intake, new ChangesRepository(), new SourceRepository());
  const options = { secret: SECRET, size: 500, leaseMs: 600_000, engines: new Engines(ENGINE) };
  const changes = new ChangesRepository();
  const relink = new Relink(dataSource, new ActivationRepository(), leases, changes);
  const resolver = new Resolver(dataSource, leases, batch, relink, options);
  const receive = (events: SubjectReportedV1[]) =>
    dataSource.transaction((tx) => handler.handle(events, { tx }));
  return { resolver, receive };
}
