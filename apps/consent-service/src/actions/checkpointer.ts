import { Injectable } from '@nestjs/common';
import { AuditCheckpointedV1 } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { CheckpointFolder } from '../clients/checkpoint-folder.js';
import type { AuditFault } from '../store/ledger/audit-fault.js';
import { bytesOf, stateHeads, type Checkpoint } from '../store/ledger/checkpoint.js';
import { CheckpointRepository } from '../store/ledger/checkpoint.repository.js';
import { faultSince } from '../store/ledger/verify-checkpoints.js';
import { AuditSigner } from './audit-signer.js';

/** What was signed is no longer so: nothing more is signed until somebody has looked. */
export class AuditTampered extends Error {
  constructor(readonly fault: AuditFault) {
    super(`the audit chain is ${fault.kind} at ${fault.partition}, sequence ${fault.seq}`);
  }
}

/** Signs how long every audit chain is, and takes that out of the database's reach. */
@Injectable()
export class Checkpointer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly checkpoints: CheckpointRepository,
    private readonly signer: AuditSigner,
    private readonly clock: Clock,
  ) {}

  /** Undefined where another instance is at it, or nothing was added. @throws AuditTampered */
  take(): Promise<Checkpoint | undefined> {
    return this.dataSource.transaction(async (tx) => {
      if (!(await this.checkpoints.isMine(tx))) return undefined;
      const last = await this.checkpoints.last(tx);
      const fault = last && (await faultSince(last, tx));
      if (fault) throw new AuditTampered(fault);
      const checkpoint = await this.signed(last, tx);
      if (checkpoint.rootHash === last?.rootHash) return undefined;
      await this.checkpoints.save(checkpoint, tx);
      await publish(tx, AuditCheckpointedV1, [eventOf(checkpoint)]);
      return checkpoint;
    });
  }

  /** What the folder lacks, also from before it could be reached. */
  async exportTo(folder: CheckpointFolder): Promise<void> {
    const { keyId, pem } = this.signer.seal;
    let last = await folder.last();
    await folder.keepKey(keyId, pem);
    for (;;) {
      const page = await this.checkpoints.after(last, PAGE, this.dataSource.manager);
      for (const checkpoint of page) await folder.keep(checkpoint);
      last = page.at(-1)?.seq ?? last;
      if (page.length < PAGE) return;
    }
  }

  private async signed(last: Checkpoint | undefined, tx: EntityManager): Promise<Checkpoint> {
    const heads = await this.checkpoints.heads(last?.at.slice(0, 10) ?? '0001-01-01', tx);
    const statement = stateHeads(heads, last, this.clock.now());
    const signature = this.signer.sign(bytesOf(statement));
    return { ...statement, heads, signature, keyId: this.signer.seal.keyId };
  }
}

const PAGE = 500;

const eventOf = ({ seq, rootHash, signature, at }: Checkpoint) => ({
  data: { partition: 'checkpoints', seq, rootHash, signature, at },
});
