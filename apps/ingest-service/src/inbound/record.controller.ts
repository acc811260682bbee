import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { FastifyReply } from 'fastify';
import { checkRow } from '../actions/check-row.js';
import { Intake, TRANSACTION_ROWS } from '../actions/intake.js';
import { Submissions } from '../actions/submissions.js';
import type { CheckedRow } from '../actions/row-keeper.js';
import type { RowResult } from '../domain/keeping/submission.js';
import { refuseVictimServiceData } from '../domain/record/refusals.js';
import { asRow } from '../domain/record/refusals.js';
import { fault } from '../domain/record/rejection.js';
import type { Source } from '../domain/source.js';
import { Sources } from '../store/sources.js';
import { OfSource } from './of-source.js';
import { RowDigest } from './row-digest.js';

const MOST_ROWS = 1_000;
const LARGEST_RECORD = 256 * 1024;

/** Records one by one, and in batches. An answer tells of what is committed. */
@Controller('v1/records')
export class RecordController {
  constructor(
    private readonly sources: Sources,
    private readonly intake: Intake,
    private readonly submissions: Submissions,
    private readonly clock: Clock,
  ) {}

  @Post()
  async push(
    @OfSource() source: Source,
    @Body() row: unknown,
    @Headers('content-length') length: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RowResult> {
    refuseVictimServiceData(source, [row]);
    const bytes = bytesOf(row, length);
    if (bytes > LARGEST_RECORD) throw rejected([fault('/', 'TOO_LARGE')]);
    this.intake.admit(source, 1);
    const submission = this.submissions.ofTheHour(source);
    const rows = this.check([row], source);
    const [result] = await this.intake.take({ source, submission, rows }, bytes);
    if (!result || result.errors) throw rejected(result?.errors ?? []);
    reply.status(result.outcome === 'recorded' ? 201 : 200);
    return result;
  }

  @Post('batch')
  @HttpCode(200)
  async pushBatch(
    @OfSource() source: Source,
    @Body() body: unknown,
    @Headers('content-length') length: string | undefined,
    @Headers('submission-id') chosenId: string | undefined,
  ) {
    const { records } = asRow(body);
    if (!Array.isArray(records) || records.length > MOST_ROWS) {
      throw new Refused('BAD_REQUEST', 'A batch is {"records": […]} with at most 1,000 rows.');
    }
    refuseVictimServiceData(source, records);
    this.intake.admit(source, records.length);
    const rows = this.check(records, source);
    const digest = rows.reduce((sum, row) => sum.add(row), new RowDigest()).hex();
    const { submission, known } = await this.submissions.open(source, 'batch', chosenId, digest);
    if (known) return known;

    const bytes = bytesOf(body, length);
    const results: RowResult[] = [];
    for (let from = 0; from < rows.length; from += TRANSACTION_ROWS) {
      const part = rows.slice(from, from + TRANSACTION_ROWS);
      const share = (bytes * part.length) / rows.length;
      results.push(...(await this.intake.take({ source, submission, rows: part }, share)));
    }
    return { ...(await this.submissions.complete(submission)), results };
  }

  private check(rows: readonly unknown[], source: Source): CheckedRow[] {
    const now = this.clock.now();
    const { city } = this.sources;
    return rows.map((row, nth) => ({
      row,
      line: nth + 1,
      checked: checkRow(row, source, city, now),
    }));
  }
}

/** Whoever sends in pieces says no length. */
const bytesOf = (body: unknown, length: string | undefined): number =>
  length === undefined ? Buffer.byteLength(JSON.stringify(body) ?? '') : Number(length);

/** 409 of another content under a version that is held, else 422. */
function rejected(errors: RowResult['errors'] & object): Refused {
  const [first] = errors;
  if (first?.code === 'VERSION_CONFLICT') return new Refused(first.code, first.text);
  return new Refused('REJECTED', 'The record was not taken in.', errors);
}
