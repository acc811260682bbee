import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { checkRow } from '../actions/check-row.js';
import { Intake, TRANSACTION_ROWS } from '../actions/intake.js';
import { Overloaded } from '../actions/overload.js';
import type { CheckedRow } from '../actions/row-keeper.js';
import { Submissions } from '../actions/submissions.js';
import { refuseVictimServiceData } from '../domain/record/refusals.js';
import { fault, rejection } from '../domain/record/rejection.js';
import type { Source } from '../domain/source.js';
import { Sources } from '../store/sources.js';
import type { NewSubmission } from '../store/submission.repository.js';
import { linesOf } from './ndjson.js';
import { OfSource } from './of-source.js';
import { RowDigest } from './row-digest.js';

const MOST_LINES = 1_000_000;
const WAIT_FOR_ROOM_MS = 60_000;

/** Records by the line, committed every 500. A stream that broke may be sent again whole. */
@Controller('v1/records/stream')
export class RecordStreamController {
  constructor(
    private readonly sources: Sources,
    private readonly intake: Intake,
    private readonly submissions: Submissions,
    private readonly clock: Clock,
  ) {}

  @Post()
  async push(
    @OfSource() source: Source,
    @Body() body: Readable,
    @Headers('submission-id') chosenId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseVictimServiceData(source, []);
    const { submission, known } = await this.submissions.open(source, 'stream', chosenId);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'application/json',
      location: `/v1/submissions/${submission.submissionId}`,
    });
    reply.raw.flushHeaders();
    try {
      const digest = await this.readAll(submission, body, known !== undefined);
      reply.raw.end(JSON.stringify(known ?? (await this.submissions.complete(submission, digest))));
    } catch (error) {
      await this.submissions.interrupt(submission, 'interrupted');
      reply.raw.destroy();
      if (!body.destroyed) throw error;
    }
  }

  /** Rows sent before under this id are only compared. */
  private async readAll(submission: NewSubmission, body: Readable, isRepeat: boolean) {
    const digest = new RowDigest();
    let [rows, line, bytes]: [CheckedRow[], number, number] = [[], 0, 0];
    const { source } = submission;
    const commit = async () => {
      if (rows.length > 0 && !isRepeat) {
        await this.roomFor();
        await this.intake.take({ source, submission, rows }, bytes);
      }
      [rows, bytes] = [[], 0];
    };
    for await (const one of linesOf(body)) {
      if (line === MOST_LINES) throw new Overloaded(1);
      const row = {
        row: one.value ?? null,
        line: (line += 1),
        checked: this.check(one.value, source),
      };
      digest.add(row);
      rows.push(row);
      bytes += one.bytes;
      if (rows.length === TRANSACTION_ROWS) await commit();
    }
    await commit();
    return digest.hex();
  }

  private check(value: unknown, source: Source): CheckedRow['checked'] {
    if (value === undefined) return rejection(null, [fault('/', 'BAD_TYPE')]);
    refuseVictimServiceData(source, [value]);
    return checkRow(value, source, this.sources.city, this.clock.now());
  }

  /** While the queue is full the socket is not read; after a minute the stream ends. */
  private async roomFor(): Promise<void> {
    const until = Date.now() + WAIT_FOR_ROOM_MS;
    while (this.intake.isFull()) {
      if (Date.now() > until) throw new Overloaded(30);
      await wait(20);
    }
  }
}
