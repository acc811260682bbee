import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HFU, windowStart } from '../domain/high-utilizer.js';
import type { LocalDate } from '../domain/local-date.js';
import { kindsIn, type CountingScope } from '../domain/counting-scope.js';
import type { FeedReach } from '../domain/data-through.js';
import type { MonthlyFigures } from '../domain/monthly-report.js';
import type { CountedFigures } from '../domain/snapshot/published-table.js';
import { TOTAL } from '../domain/suppression/table.js';
import { arrayLiteral } from './bulk.js';
import { FeedRepository } from './feed.repository.js';
import { LoadRepository } from './load.repository.js';

export interface MonthlyQuestion {
  readonly scopes: readonly CountingScope[];
  readonly monthKey: number;
  readonly asOf: LocalDate;
}

export type KnownQuestion = MonthlyQuestion & { readonly knowledgeAt: string };

interface FigureRow {
  readonly department: string | null;
  readonly records: number;
  readonly unlinked: number;
  readonly subjects: number;
  readonly persons: number;
  readonly high_utilizers: number;
}

interface EpisodeRow {
  readonly department: string | null;
  readonly episodes: number;
  readonly persons: number;
  readonly unlinked: number;
}

/** Only what a decision covers is read: the scope joins every fact. */
export const SCOPE = `scope AS (
  SELECT department, datasets::text[], labels::text[]
    FROM unnest($1::text[], $2::text[], $3::text[]) AS given (department, datasets, labels))`;
const CONTACT = `contact AS (
  SELECT fact.* FROM mart.fact_contact fact JOIN scope USING (department)
   WHERE fact.datasets <@ scope.datasets AND fact.labels <@ scope.labels
     AND fact.known_from <= $6 AND $6 < fact.known_to)`;

@Injectable()
export class MonthlyFiguresRepository {
  constructor(
    private readonly loads: LoadRepository,
    private readonly feeds: FeedRepository,
  ) {}

  /** How far the data reach that these scopes are counted from. */
  reachOf(scopes: readonly CountingScope[], tx: EntityManager): Promise<FeedReach[]> {
    const departments = scopes.map(({ department }) => department);
    return this.feeds.reachOf({ departments, kinds: kindsIn(scopes) }, tx);
  }

  /** Figures of each department in scope, and of all of them, as everything is known now. */
  async figures(asked: MonthlyQuestion, tx: EntityManager): Promise<CountedFigures> {
    return this.figuresAt({ ...asked, knowledgeAt: await this.loads.newest(tx) }, tx);
  }

  async figuresAt(question: KnownQuestion, tx: EntityManager): Promise<CountedFigures> {
    const { knowledgeAt } = question;
    const records = await this.records(question, tx);
    const episodes = await this.episodes(question, tx);
    const figuresOf = (department: string | null): MonthlyFigures =>
      toFigures(
        department ?? TOTAL,
        records.find((row) => row.department === department),
        episodes.find((row) => row.department === department),
      );
    const departments = question.scopes.map(({ department }) => department).sort();
    return { knowledgeAt, departments: departments.map(figuresOf), total: figuresOf(null) };
  }

  private records(question: KnownQuestion, tx: EntityManager): Promise<FigureRow[]> {
    return tx.query(
      `WITH ${SCOPE}, ${CONTACT},
       utilizer AS (
         SELECT person_key FROM contact
          WHERE person_key <> -1 AND confirmed_on >= $7 AND confirmed_on < $5
          GROUP BY person_key HAVING count(*) >= $8),
       record AS (
         SELECT fact.department, fact.has_subject, link.person_id
           FROM mart.fact_record fact JOIN scope USING (department)
           LEFT JOIN link.record_person link ON link.record_key = fact.record_key
            AND link.known_from <= $6 AND $6 < link.known_to
          WHERE fact.month_key = $4 AND fact.is_counted
            AND (fact.date_key IS NULL OR fact.date_key < $5)
            AND fact.dataset = ANY(scope.datasets) AND fact.labels <@ scope.labels
            AND fact.known_from <= $6 AND $6 < fact.known_to)
       SELECT record.department, count(*)::int AS records,
              (count(*) FILTER (WHERE has_subject))::int AS subjects,
              (count(*) FILTER (WHERE has_subject AND person_id IS NULL))::int AS unlinked,
              count(DISTINCT person_id)::int AS persons,
              count(DISTINCT utilizer.person_key)::int AS high_utilizers
         FROM record
         LEFT JOIN link.person_ref USING (person_id)
         LEFT JOIN utilizer USING (person_key)
        GROUP BY GROUPING SETS ((record.department), ())`,
      [...parametersOf(question), windowStart(question.asOf), HFU.episodes],
    );
  }

  private episodes(question: KnownQuestion, tx: EntityManager): Promise<EpisodeRow[]> {
    return tx.query(
      `WITH ${SCOPE}, ${CONTACT}
       SELECT department, count(*)::int AS episodes,
              (count(DISTINCT person_key) FILTER (WHERE person_key <> -1))::int AS persons,
              (count(*) FILTER (WHERE person_key = -1))::int AS unlinked
         FROM contact
        WHERE month_key = $4 AND first_on < $5
        GROUP BY GROUPING SETS ((department), ())`,
      parametersOf(question),
    );
  }
}

export const parametersOf = ({ scopes, monthKey, asOf, knowledgeAt }: KnownQuestion) => [
  scopes.map(({ department }) => department),
  scopes.map(({ datasets }) => arrayLiteral(datasets)),
  scopes.map(({ labels }) => arrayLiteral(labels)),
  monthKey,
  asOf,
  knowledgeAt,
];

function toFigures(
  department: string,
  record: FigureRow | undefined,
  episode: EpisodeRow | undefined,
): MonthlyFigures {
  const persons = record?.persons ?? 0;
  const highUtilizers = record?.high_utilizers ?? 0;
  return {
    department,
    counts: {
      records: {
        value: record?.records ?? 0,
        people: record?.subjects === 0 ? record.records : peopleBehind(record),
      },
      contactEpisodes: { value: episode?.episodes ?? 0, people: peopleBehind(episode) },
      persons: { value: persons, people: persons },
      highUtilizers: { value: highUtilizers, people: highUtilizers },
    },
  };
}

/** Those whom nobody is linked to may all be one person. */
const peopleBehind = (row: { readonly persons: number; readonly unlinked: number } | undefined) =>
  row ? row.persons + Math.min(row.unlinked, 1) : 0;
