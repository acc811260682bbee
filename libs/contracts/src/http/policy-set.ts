/** Answer of PUT /v1/policy-sets/:digest, whose body is the set itself; the same set again changes nothing. */
export interface PolicySetApplied {
  readonly digest: string;
  readonly policyId: string;
  readonly policyEpoch: number;
  readonly dsaEpoch: number;
  readonly appliedAt: string;
  readonly changedRows: number;
}
