import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { compilePolicy, type CompiledPolicy } from '../../domain/policy/compile-policy.js';
import type { PolicySet } from '../../domain/policy-set.js';
import { DSA_EPOCH, EpochRepository, POLICY_EPOCH, type Epochs } from '../epoch.repository.js';
import { POLICY_SETTINGS, type PolicySettings } from '../../tokens.js';
import { POLICY_TABLES, toPolicySet, type PolicyRows } from './policy-rows.js';
import { inForce } from './versioned-rows.js';

const KEPT = 4;

/** Policy as the engine reads it, compiled once per pair of epochs. */
@Injectable()
export class PolicyRepository {
  private readonly compiled = new Map<string, CompiledPolicy>();

  constructor(
    private readonly epochs: EpochRepository,
    @Inject(POLICY_SETTINGS) private readonly settings: PolicySettings,
  ) {}

  known(epochs: Epochs): CompiledPolicy | undefined {
    return this.compiled.get(keyOf(epochs));
  }

  /** The transaction's snapshot must be the one in which the epochs were read. */
  async at(epochs: Epochs, tx: EntityManager): Promise<CompiledPolicy> {
    const key = keyOf(epochs);
    return this.compiled.get(key) ?? this.keep(key, this.compile(await setInForce(tx)));
  }

  /** For a transaction that is no single snapshot: what it compiles is not kept. */
  async now(tx: EntityManager): Promise<CompiledPolicy> {
    const epochs = await this.epochs.read([POLICY_EPOCH, DSA_EPOCH], tx);
    return this.compiled.get(keyOf(epochs)) ?? this.compile(await setInForce(tx));
  }

  /** As it was when a past decision was taken. */
  async asOf(epochs: Epochs, tx: EntityManager): Promise<CompiledPolicy> {
    const known = this.compiled.get(keyOf(epochs));
    if (known) return known;
    const rows: { content: PolicySet }[] = await tx.query(
      'SELECT content FROM policy_set WHERE policy_epoch <= $1 ORDER BY policy_epoch DESC LIMIT 1',
      [epochs[POLICY_EPOCH]],
    );
    return this.compile(rows[0]?.content ?? (await setInForce(tx)));
  }

  /** Approvals for demonstration count only where the city says so. */
  private compile(set: PolicySet): CompiledPolicy {
    const approvals = set.approvals.filter(
      ({ isSample }) => !isSample || this.settings.allowsSampleLaw,
    );
    return compilePolicy({ ...set, approvals });
  }

  private keep(key: string, policy: CompiledPolicy): CompiledPolicy {
    const [oldest] = this.compiled.keys();
    if (this.compiled.size >= KEPT && oldest !== undefined) this.compiled.delete(oldest);
    this.compiled.set(key, policy);
    return policy;
  }
}

const keyOf = (epochs: Epochs) => `${epochs[POLICY_EPOCH]}/${epochs[DSA_EPOCH]}`;

async function setInForce(tx: EntityManager): Promise<PolicySet> {
  const rows: [string, unknown][] = [];
  for (const table of POLICY_TABLES) rows.push([table, await inForce(table, tx)]);
  return toPolicySet(Object.fromEntries(rows) as unknown as PolicyRows);
}
