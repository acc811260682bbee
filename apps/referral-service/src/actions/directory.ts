import { Injectable } from '@nestjs/common';
import {
  CapacityReportedV1,
  Refused,
  ServiceClosedV1,
  ServicePublishedV1,
  type PublishService,
  type ReportCapacity,
  type ServiceV1,
  type ServiceView,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import {
  answerOf,
  isStale,
  labelsOf,
  openPlaces,
  type Capacity,
  type Service,
} from '../domain/directory.js';
import { DirectoryRepository } from '../store/directory.repository.js';
import { ServiceCloser } from './close-service.js';
import { Places } from './places.js';

const DAY_MINUTES = 24 * 60;

/** Who helps with what, and how many places there are. */
@Injectable()
export class Directory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryRepository,
    private readonly places: Places,
    private readonly closer: ServiceCloser,
    private readonly clock: Clock,
  ) {}

  async list(by: { need?: string | undefined; area?: string | undefined }): Promise<ServiceView[]> {
    const { manager } = this.dataSource;
    const services = await this.directory.list(by.need, by.area, manager);
    const ids = services.map(({ serviceId }) => serviceId);
    const rows = Map.groupBy(
      await this.directory.capacity(ids, manager),
      ({ serviceId }) => serviceId,
    );
    const now = this.clock.now();
    return services.map((service) => viewOf(service, rows.get(service.serviceId) ?? [], now));
  }

  publish(serviceId: string, body: PublishService): Promise<void> {
    return this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const known = await this.directory.lock(serviceId, tx);
      const service = serviceOf(serviceId, body, (known?.version ?? 0) + 1, now);
      await this.directory.save(service, tx);
      const isGone = isClosed(service);
      const definition = isGone ? ServiceClosedV1 : ServicePublishedV1;
      await publish(tx, definition, [changeOf(service)]);
      if (isGone && !(known && isClosed(known))) await this.closer.close(service, now, tx);
    });
  }

  report(serviceId: string, body: ReportCapacity, userId: string | undefined): Promise<void> {
    return this.dataSource.transaction(async (tx) => {
      const service = await this.directory.lock(serviceId, tx);
      const isTheirs = !userId || service?.staff.includes(userId);
      if (!service || !isTheirs) throw new Refused('NOT_FOUND', 'There is no such service.');
      const known = (await this.directory.capacity([serviceId], tx)).find(
        ({ unit, population }) => unit === body.unit && population === body.population,
      );
      const now = this.clock.now();
      await this.places.change(CapacityReportedV1, reported(serviceId, body, known, now), now, tx);
    });
  }
}

const isClosed = ({ status }: Service) => status === 'inactive' || status === 'defunct';

const serviceOf = (
  serviceId: string,
  body: PublishService,
  version: number,
  at: Date,
): Service => ({
  serviceId,
  version,
  at,
  organizationId: body.organizationId,
  department: body.department,
  recipient: body.recipient,
  publicLabel: body.publicLabel,
  status: body.status,
  needs: body.needs,
  doors: body.doors,
  urgencies: body.urgencies,
  staff: body.staff,
  area: body.area ?? null,
  labels: labelsOf(body),
  slotManaged: body.slotManaged,
  sessionBased: body.sessionBased,
  singleContact: body.singleContact,
  servesInCustody: body.servesInCustody,
  isPart2: body.isPart2,
  reviewDeclines: body.reviewDeclines,
});

function changeOf(service: Service): { data: ServiceV1['data']; labels: string[] } {
  const { serviceId, version, at, organizationId, department, publicLabel, needs } = service;
  const data = {
    ...{ serviceId, version, organizationId, department, publicLabel, status: service.status },
    at: at.toISOString(),
    taxonomy: [...needs],
    labels: [...service.labels],
  };
  return { data, labels: ['GENERAL'] };
}

const reported = (
  serviceId: string,
  body: ReportCapacity,
  known: Capacity | undefined,
  now: Date,
): Capacity => ({
  serviceId,
  unit: body.unit,
  population: body.population,
  version: (known?.version ?? 0) + 1,
  available: body.available,
  reserved: known?.reserved ?? 0,
  maximum: body.maximum,
  funded: body.funded,
  reportedAt: now,
  staleAfterMinutes: body.staleAfterMinutes ?? DAY_MINUTES,
});

const viewOf = (service: Service, rows: readonly Capacity[], now: Date): ServiceView => ({
  serviceId: service.serviceId,
  version: service.version,
  organizationId: service.organizationId,
  publicLabel: service.publicLabel,
  status: service.status,
  needs: service.needs,
  doors: service.doors,
  urgencies: service.urgencies,
  area: service.area,
  answer: answerOf(service, rows, now),
  capacity: rows.map((row) => ({
    unit: row.unit,
    population: row.population,
    open: openPlaces(row),
    maximum: row.maximum,
    reportedAt: row.reportedAt.toISOString(),
    isStale: isStale(row, now),
  })),
});
