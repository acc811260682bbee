import type { Label, OwnerPermit, PermitClaims, SearchScope } from '@continuum/contracts';
import { isShown, type Ruling } from '../domain/verdict.js';
import type { KeptPermit, TakenDecision } from '../store/ledger/decision-draft.js';
import type { PermitSigner, SignedPermit } from './permit-signer.js';

export interface IssuedPermits {
  readonly permits: readonly OwnerPermit[];
  readonly kept: readonly KeptPermit[];
}

/** One permit for each owner and service that holds its records. Nothing shown: no permit. */
export async function issuePermits(
  taken: TakenDecision,
  signer: PermitSigner,
): Promise<IssuedPermits> {
  const shown = taken.verdict.rulings.filter(isShown).filter(isAboutARecord);
  const parts = Map.groupBy(
    shown,
    (ruling) => `${ruling.department}\n${audienceOf(ruling, taken)}`,
  );
  const issued = await Promise.all(
    [...parts.values()].map(async (part) => ownerPermit(part, taken, signer)),
  );
  return {
    permits: issued.map(({ owner }) => owner),
    kept: issued.flatMap(({ kept }) => kept ?? []),
  };
}

/** Identity-service may look within this scope, for this decision. */
export async function issueSearchPermit(
  taken: TakenDecision,
  search: SearchScope,
  signer: PermitSigner,
): Promise<string> {
  const claims = { ...claimsOf('', [], taken), search };
  return (await signed(claims, 'identity-service', taken, signer)).permit;
}

async function ownerPermit(part: readonly Ruling[], taken: TakenDecision, signer: PermitSigner) {
  const owner = part[0]?.department ?? '';
  const audience = part[0] ? audienceOf(part[0], taken) : '';
  const { permit, kept } = await signed(claimsOf(owner, part, taken), audience, taken, signer);
  return { owner: { owner, audience, permit }, kept };
}

const signed = (
  claims: PermitClaims,
  audience: string,
  { decidedAt, verdict }: TakenDecision,
  signer: PermitSigner,
): Promise<SignedPermit> => signer.sign(claims, audience, decidedAt, verdict.validUntil);

function claimsOf(owner: string, part: readonly Ruling[], taken: TakenDecision): PermitClaims {
  const byRecord = Map.groupBy(part, ({ recordKey }) => recordKey);
  const records = [...byRecord].map(
    ([key, rulings]) => [key, rulings.map(({ element }) => element)] as const,
  );
  const labels = [...byRecord].map(([key, rulings]) => [key, labelsOf(rulings)] as const);
  return {
    jti: taken.decisionId,
    sub: taken.asker.userId,
    caller: taken.asker.caller,
    purpose: taken.request.purpose ?? '',
    owner,
    records: Object.fromEntries(records),
    labels: Object.fromEntries(labels),
    epochs: taken.verdict.epochs,
  };
}

const labelsOf = (rulings: readonly Ruling[]): Label[] => [
  ...new Set(rulings.flatMap(({ labels }) => labels)),
];

/** A question about nobody names the dataset as its record: there is nothing to fetch. */
const isAboutARecord = ({ recordKey, dataset }: Ruling) => recordKey !== dataset;

function audienceOf({ dataset, department }: Ruling, { facts: { policy } }: TakenDecision): string {
  return (
    policy.datasets.get(dataset)?.audience ?? policy.departments.get(department)?.audience ?? ''
  );
}
