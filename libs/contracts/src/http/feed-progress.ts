import { Matches } from 'class-validator';

/** POST /v1/feeds/:kind/progress of ingest-service: the last local date through which a source's feed is complete. */
export class DeclareFeedProgress {
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly completeThrough!: string;
}
