import { Injectable } from '@nestjs/common';
import { Corrections } from '../actions/corrections.js';
import { CorrectionRepository } from '../store/correction.repository.js';
import { JobOptions } from './job-options.js';
import { Job } from './job.js';

const AT_ONCE = 50;

/** What followed its record to another person a moment ago: is it a correction, or are both one person by now? */
@Injectable()
export class CorrectionJob extends Job {
  constructor(
    private readonly corrections: Corrections,
    private readonly store: CorrectionRepository,
    options: JobOptions,
  ) {
    super(options);
  }

  override async turn(): Promise<void> {
    const now = this.clock.now();
    for (const moved of await this.store.due(now, AT_ONCE, this.dataSource.manager)) {
      await this.dataSource.transaction((tx) => this.corrections.lookAt(moved, now, tx));
    }
  }
}
