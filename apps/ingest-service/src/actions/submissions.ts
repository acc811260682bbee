import { Injectable } from '@nestjs/common';
import { Refused, SubmissionCompletedV1 } from '@continuum/contracts';
import { publish, uuidv7 } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Channel, Receipt } from '../domain/keeping/submission.js';
import type { Source } from '../domain/source.js';
import { SubmissionRepository, type NewSubmission } from '../store/submission.repository.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Opens and ends what a source sends at once. */
@Injectable()
export class Submissions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SubmissionRepository,
    private readonly clock: Clock,
  ) {}

  /** Single posts of one source share the submission of the hour. */
  ofTheHour(source: Source): NewSubmission {
    const receivedAt = this.clock.now();
    const hour = receivedAt.toISOString().slice(0, 13);
    const submissionId = uuidOf(`${source.department}/${source.source}/${hour}`);
    return { submissionId, source, channel: 'single', receivedAt };
  }

  /**
   * @returns what is to be filled, or the receipt of the same rows sent before under this id
   * @throws Refused SUBMISSION_REUSED when the id stands for other rows
   */
  async open(
    source: Source,
    channel: Channel,
    chosenId: string | undefined,
    digest?: string,
  ): Promise<{ submission: NewSubmission; known?: Receipt }> {
    if (chosenId !== undefined && !UUID.test(chosenId)) throw badId();
    const submission: NewSubmission = {
      submissionId: chosenId?.toLowerCase() ?? uuidv7(),
      source,
      channel,
      receivedAt: this.clock.now(),
      ...(digest === undefined ? {} : { digest }),
    };
    if (await this.repository.open(submission, this.dataSource.manager)) return { submission };
    const known = await this.repository.find(
      source,
      submission.submissionId,
      this.dataSource.manager,
    );
    if (!known) throw badId();
    if (digest !== undefined && known.digest !== digest) throw reused();
    return known.state === 'completed' ? { submission, known } : { submission };
  }

  async interrupt(
    { submissionId }: NewSubmission,
    state: 'interrupted' | 'refused',
  ): Promise<void> {
    const at = this.clock.now();
    await this.repository.end(submissionId, { state, at }, this.dataSource.manager);
  }

  async complete({ source, submissionId }: NewSubmission, digest?: string): Promise<Receipt> {
    return this.dataSource.transaction(async (tx) => {
      const at = this.clock.now();
      const end = { state: 'completed', at, ...(digest === undefined ? {} : { digest }) } as const;
      await this.repository.end(submissionId, end, tx);
      const receipt = await this.repository.get(source, submissionId, tx);
      await publishCompleted([receipt], tx);
      return receipt;
    });
  }
}

export async function publishCompleted(receipts: readonly Receipt[], tx: EntityManager) {
  await publish(
    tx,
    SubmissionCompletedV1,
    receipts.map(
      ({ submissionId, department, source, channel, digest, counts, rejects, finishedAt }) => ({
        department,
        data: {
          submissionId,
          version: 1,
          department,
          source,
          channel,
          ...(digest === null ? {} : { digest }),
          finishedAt: finishedAt ?? '',
          counts: counts as Record<string, Record<string, number>>,
          rejects: rejects as Record<string, number>,
        },
      }),
    ),
  );
}

/** The same id for the same name: UUIDv8 of its hash. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const wrongId = (code: string, text: string) =>
  new Refused(code, text, [{ field: 'Submission-Id', code, text }]);
const badId = () => wrongId('BAD_SUBMISSION_ID', 'A submission id is a UUID of your own.');
export const reused = () => wrongId('SUBMISSION_REUSED', 'This id stands for another submission.');
