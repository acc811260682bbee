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
  const shown = taken.verdict.rulings.filter(isShown);
  const records = shown.filter(isAboutARecord);
  const wanted = [
    ...perOwner(records, (ruling) => audienceOf(ruling, taken)).map(named(taken)),
    ...answering(records, taken),
    ...counting(
      shown.filter((ruling) => !isAboutARecord(ruling)),
      taken,
    ),
  ];
  const issued = await Promise.all(
    wanted.map(async ({ audience, claims }) => {
      const { permit, kept } = await signed(claims, audience, taken, signer);
      return { owner: { owner: claims.owner, audience, permit }, kept };
    }),
  );
  return {
    permits: issued.map(({ owner }) => owner),
    kept: issued.flatMap(({ kept }) => kept ?? []),
  };
}

interface WantedPermit {
  readonly audience: string;
  readonly claims: PermitClaims;
}

interface Part {
  readonly owner: string;
  readonly audience: string;
  readonly rulings: readonly Ruling[];
}

function perOwner(rulings: readonly Ruling[], audienceFor: (ruling: Ruling) => string): Part[] {
  const parts = Map.groupBy(rulings, (one) => `${one.department}\n${audienceFor(one)}`);
  return [...parts.values()].flatMap((part) => {
    const [first] = part;
    return first ? [{ owner: first.department, audience: audienceFor(first), rulings: part }] : [];
  });
}

const named =
  (taken: TakenDecision) =>
  ({ owner, audience, rulings }: Part): WantedPermit => ({
    audience,
    claims: claimsOf(owner, rulings, taken),
  });

/** A service that answers from what it knows about the records shown, such as why they are one person. */
function answering(records: readonly Ruling[], taken: TakenDecision): WantedPermit[] {
  const { answeredBy } = taken.request;
  if (!answeredBy || records.length === 0) return [];
  return [{ audience: answeredBy, claims: claimsOf('', records, taken) }];
}

/** A count names no record: reporting-service may count what lies within this scope of the owner. */
function counting(rulings: readonly Ruling[], taken: TakenDecision): WantedPermit[] {
  if (taken.request.action !== 'aggregate') return [];
  return perOwner(rulings, () => 'reporting-service').map(({ owner, audience, rulings: own }) => ({
    audience,
    claims: { ...claimsOf(owner, [], taken), aggregate: scopeOf(own) },
  }));
}

const scopeOf = (rulings: readonly Ruling[]): SearchScope => ({
  datasets: [...new Set(rulings.map(({ dataset }) => dataset))],
  labels: labelsOf(rulings),
  elements: rulings.map(({ element }) => element),
});

/** Identity-service may look within this scope, for this decision. */
export async function issueSearchPermit(
  taken: TakenDecision,
  search: SearchScope,
  signer: PermitSigner,
): Promise<string> {
  const claims = { ...claimsOf('', [], taken), search };
  return (await signed(claims, 'identity-service', taken, signer)).permit;
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
