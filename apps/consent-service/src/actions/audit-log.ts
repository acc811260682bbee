import { Injectable } from '@nestjs/common';
import { uuidv7 } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { AuditRepository } from '../store/ledger/audit.repository.js';
import type { AuditContent } from '../store/ledger/audit-chain.js';

/** Entries of what is no decision: commands, changes of rules, looks into the ledger. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async write(owner: string, content: AuditContent, tx: EntityManager): Promise<void> {
    const at = this.clock.now();
    const entry = { id: uuidv7(+at), occurredAt: at.toISOString(), ...content };
    await this.audit.append([{ owner, content: entry }], at, tx);
  }
}
