import type {
  OwnerPermit,
  ReportSnapshot,
  ReproduceSnapshot,
  Reproduction,
  Restatement,
  UtilisationView,
} from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';
import { permitFor } from './permit-for.js';

type Query = Readonly<Record<string, string>>;

/** A file as reporting-service made it, JSON or CSV. */
export interface Made {
  readonly type: string;
  readonly content: string;
}

/** Counts; how a person's count came about only to whom may read what was counted. */
export class ReportingClient {
  constructor(private readonly reporting: ServiceClient) {}

  monthly(query: Query, permits: readonly OwnerPermit[], userToken: string): Promise<Made> {
    return this.made(`/v1/reports/monthly?${textOf(query)}`, permits, userToken);
  }

  /** Every revision of a month, or of all. */
  snapshots(
    query: Query,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<ReportSnapshot[]> {
    return this.reporting.json(`/v1/snapshots?${textOf(query)}`, callWith(permits, userToken));
  }

  snapshot(
    snapshotId: string,
    query: Query,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Made> {
    return this.made(`/v1/snapshots/${snapshotId}?${textOf(query)}`, permits, userToken);
  }

  restatements(
    query: Query,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Restatement[]> {
    return this.reporting.json(`/v1/restatements?${textOf(query)}`, callWith(permits, userToken));
  }

  reproduce(
    body: ReproduceSnapshot,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Reproduction> {
    const call = { method: 'POST' as const, body, ...callWith(permits, userToken) };
    return this.reporting.json('/v1/reproductions', call);
  }

  /** How the count of a person's contact episodes comes about. */
  utilisation(
    personId: string,
    query: Query,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<UtilisationView> {
    const path = `/v1/persons/${personId}/utilisation?${textOf(query)}`;
    return this.reporting.json(path, callWith(permits, userToken));
  }

  private async made(
    path: string,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Made> {
    const response = await this.reporting.fetch(path, callWith(permits, userToken));
    const type = response.headers.get('content-type') ?? 'application/json';
    return { type, content: await response.text() };
  }
}

const callWith = (permits: readonly OwnerPermit[], userToken: string) => ({
  permit: permitFor('reporting-service', permits),
  userToken,
});

const textOf = (query: Query) => new URLSearchParams(query).toString();
