import { Refused, type Subject } from '@continuum/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { alone, type Crew } from '../domain/bulk/crew.js';
import { learnAndLink, type Linked } from '../domain/bulk/learn-and-link.js';
import { FirstLinks } from '../domain/load/first-links.js';
import type { FirstRecords } from '../domain/load/first-records.js';
import { Gathering } from '../domain/load/gathering.js';
import { Changes } from '../domain/resolution/changes.js';
import type { Engine } from '../domain/resolution/memory.js';
import type { ActivationRepository } from '../store/activation.repository.js';
import type { JobRepository } from '../store/job.repository.js';
import type { IntakeRepository } from '../store/intake.repository.js';
import { LOAD_STEP, type LoadRepository } from '../store/load.repository.js';
import { saveLearnt } from '../store/model.repository.js';
import type { Preparation } from './preparation.js';
import { publishChanges } from './publish-changes.js';

const AT_ONCE = 2_000;

export interface Loading {
  readonly user: string;
  /** Of the random pairs that show how strangers agree. */
  readonly seed: number;
  readonly now: Date;
  readonly crew?: Crew;
  /** Told at the end of each part of the work. */
  readonly onPart?: (part: string) => void;
}

export interface Loaded {
  readonly records: number;
  readonly persons: number;
  /** Reported subjects that the resolver takes one by one, after everybody has been looked at for reviews. */
  readonly waiting: number;
  /** A version that came twice with two contents: the first one counts. */
  readonly refused: number;
  readonly modelId: string;
  readonly epochId: string;
}

interface Parts {
  readonly loads: LoadRepository;
  readonly intake: IntakeRepository;
  readonly jobs: JobRepository;
  readonly activations: ActivationRepository;
  readonly preparation: Preparation;
  readonly engine: Engine;
  readonly secret: string;
}

/** Fills an empty service with all that has been reported so far: linked at once in memory, committed at once. */
export class BulkLoad {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parts: Parts,
  ) {}

  /** @throws Refused NOT_EMPTY where the service has anything */
  async load(
    subjects: Iterable<Subject> | AsyncIterable<Subject>,
    { user, seed, now, crew = alone, onPart = () => undefined }: Loading,
  ): Promise<Loaded> {
    const { loads, preparation, engine } = this.parts;
    assertEmpty(await loads.filled(this.dataSource.manager));
    const gathering = new Gathering();
    const time = now.toISOString();
    for await (const data of subjects) gathering.add(preparation.arrivalOf({ data, time }));
    const records = gathering.inOrder(engine.nicknames);
    onPart('prepare');
    const { declared } = engine.model;
    const linked = learnAndLink(records.population, { declared, seed, crew });
    onPart('link');
    const left = await this.dataSource.transaction(async (tx) => {
      await this.write(records, linked, { user, seed, onPart }, tx);
      return this.leave(gathering, tx);
    });
    onPart('commit');
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('ANALYZE');
    });
    return {
      records: records.all.length,
      persons: new Set(linked.partition.personOf).size,
      ...left,
      modelId: linked.model.id,
      epochId: linked.epoch.id,
    };
  }

  private async write(
    records: FirstRecords,
    linked: Linked,
    { user, seed, onPart }: Required<Pick<Loading, 'user' | 'seed' | 'onPart'>>,
    tx: EntityManager,
  ): Promise<void> {
    const { loads, secret } = this.parts;
    const loadId = randomUUID();
    const leaseEpoch = await loads.lock(loadId, tx);
    assertEmpty(await loads.filled(tx));
    const links = new FirstLinks(records, linked, secret);
    await loads.write(records, links, tx, onPart);
    await this.saveModel(linked, { loadId, user, seed, records: records.all.length }, tx);
    await loads.begin({ loadId, leaseEpoch, ...pairOf(linked) }, tx);
    await publishLinks(links, tx);
    onPart('outbox');
  }

  /** What nobody was linked by before has nobody to be compared with: it is in force at once. */
  private async saveModel(
    linked: Linked,
    {
      loadId,
      user,
      seed,
      records,
    }: { loadId: string; user: string; seed: number; records: number },
    tx: EntityManager,
  ): Promise<void> {
    const { jobs, activations } = this.parts;
    const pair = pairOf(linked);
    await saveLearnt(linked, tx);
    await jobs.addTraining(loadId, seed, user, tx);
    await jobs.endTraining(loadId, pair, records, tx);
    await activations.add(loadId, pair, user, tx);
  }

  /** The rest comes after, one by one, as if it came now. */
  private async leave(
    { later }: Gathering,
    tx: EntityManager,
  ): Promise<Pick<Loaded, 'waiting' | 'refused'>> {
    const { intake } = this.parts;
    let refused = 0;
    for (let from = 0; from < later.length; from += AT_ONCE) {
      const contradicting = await intake.add(later.slice(from, from + AT_ONCE), tx);
      refused += contradicting.size;
    }
    return { refused, waiting: await intake.countWaiting(tx) };
  }
}

const pairOf = ({ model, epoch }: Linked) => ({ modelId: model.id, epochId: epoch.id });

function assertEmpty(filled: readonly string[]): void {
  if (filled.length === 0) return;
  throw new Refused(
    'NOT_EMPTY',
    `Only an empty service is loaded; it has rows in ${filled.join(', ')}.`,
  );
}

async function publishLinks(links: FirstLinks, tx: EntityManager): Promise<void> {
  let changes = new Changes();
  const { model, epoch } = links.learnt;
  for (const { record, personId, confidence } of links.links()) {
    const { recordKey, recordVersion, origin } = record;
    changes.assignments.push({
      data: {
        recordKey,
        recordVersion,
        dataset: origin.dataset,
        linkVersion: 1,
        personId,
        previousPersonId: null,
        confidence,
        cause: 'new-record',
        step: LOAD_STEP,
      },
      ...origin,
    });
    if (changes.assignments.length < AT_ONCE) continue;
    await publishChanges(changes, { model, epoch }, tx);
    changes = new Changes();
  }
  await publishChanges(changes, { model, epoch }, tx);
}
