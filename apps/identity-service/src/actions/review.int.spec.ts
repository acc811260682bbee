import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  PersonSplitV1,
} from '@continuum/contracts';
import { anIdentity, aResolver, engine } from '../../test/an-identity.js';
import { aSubject } from '../../test/subject.builder.js';
import { verifyLinks } from './verify-links.js';

type Identity = Awaited<ReturnType<typeof anIdentity>>;
type Raised = PersonReviewRaisedV1['data'];
type Resolved = PersonReviewResolvedV1['data'];

let identity: Identity;
beforeEach(async () => {
  identity = await anIdentity();
});
afterEach(() => identity.drop());

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly keys: string[];
}

const reviews = (state = 'open'): Promise<Row[]> =>
  identity.dataSource.query(
    `SELECT id, kind, state, review_task.version, (SELECT array_agg(record_key ORDER BY record_key)
                                                     FROM subject WHERE record_no IN (a, b)) AS keys
       FROM review_task WHERE state = $1 ORDER BY priority DESC, id`,
    [state],
  );
const raised = () => identity.events<Raised>('person.review-raised.v1');
const resolved = () => identity.events<Resolved>('person.review-resolved.v1');

const twinHome = { home: '12 Elm Avenue', unit: '4', family: 'Nguyen', phone: '562-437-9999' };
const twins = () =>
  identity.report(
    aSubject('health/ehr/1', { ...twinHome, given: 'Kim' }),
    aSubject('health/ehr/2', { ...twinHome, given: 'Robert' }),
  );
const KIM = 'health/ehr/1';
const ROBERT = 'health/ehr/2';

describe('twins of one home', () => {
  beforeEach(twins);

  it('are asked about', async () => {
    expect(await reviews()).toMatchObject([{ kind: 'twins', keys: [KIM, ROBERT] }]);
    const persons = Object.values(await identity.persons()).sort();
    expect(await raised()).toMatchObject([
      { kind: 'twins', reviewVersion: 1, personIds: persons, priority: 0.03 },
    ]);
  });

  it('stay apart after different, and are not asked about again', async () => {
    const apart = await identity.persons();
    await identity.judge('different', [KIM], [ROBERT]);
    await identity.report(aSubject('fire/epcr/1', { ...twinHome, given: 'Kim' }));

    expect(await identity.groups()).toEqual([['fire/epcr/1', KIM], [ROBERT]]);
    expect(await identity.persons()).toMatchObject(apart);
    expect(await reviews()).toEqual([]);
    expect(await resolved()).toMatchObject([
      { outcome: 'different', actorKind: 'user', reviewVersion: 2 },
    ]);
  });

  it('become one by same, and two with a question again when that is revoked', async () => {
    const [before, [task]] = [await identity.persons(), await reviews()];
    const judgement = await identity.judge('same', [KIM], [ROBERT]);
    expect(await reviews('same')).toMatchObject([{ id: task!.id, version: 2 }]);

    await identity.revoke(judgement);

    expect(await identity.persons()).toEqual(before);
    expect(await reviews()).toMatchObject([{ id: task!.id, kind: 'twins', version: 3 }]);
    expect((await raised()).map(({ reviewVersion }) => reviewVersion)).toEqual([1, 3]);
    expect(await resolved()).toMatchObject([{ outcome: 'same', judgementId: judgement }]);
  });

  it('are laid aside as unsure until there is more to go by', async () => {
    await identity.judge('unsure', [KIM], [ROBERT]);
    expect(await reviews()).toEqual([]);
    await identity.report(aSubject('fire/epcr/1', { ...twinHome, given: 'Kim' }));
    expect(await reviews()).toEqual([]);
    expect(await reviews('unsure')).toMatchObject([{ kind: 'twins' }]);
  });

  it('are no question any more when one of them is withdrawn', async () => {
    await identity.report(aSubject(ROBERT, { ...twinHome, recordVersion: 2, state: 'withdrawn' }));

    expect(await reviews('overtaken')).toMatchObject([{ kind: 'twins' }]);
    expect(await resolved()).toMatchObject([{ outcome: 'overtaken', actorKind: 'system' }]);
  });
});

describe('other questions', () => {
  const nameless = { born: '' };

  it('are of a pair that falls short of an edge, until more is known', async () => {
    await identity.report(
      aSubject('police/jail/1', { ...nameless, home: '1 Pine St' }),
      aSubject('fire/epcr/1', { ...nameless, home: '900 Ocean Blvd' }),
    );
    expect(await reviews()).toMatchObject([
      { kind: 'close-call', keys: ['fire/epcr/1', 'police/jail/1'] },
    ]);

    await identity.report(
      aSubject('fire/epcr/1', { ...nameless, home: '1 Pine St', recordVersion: 2 }),
    );

    expect(await identity.groups()).toHaveLength(1);
    expect(await reviews()).toEqual([]);
    expect(await resolved()).toMatchObject([{ outcome: 'overtaken', reviewVersion: 2 }]);
  });

  it('are of one name and home under two numbers', async () => {
    const home = { home: '12 Elm Avenue', unit: '4' };
    await identity.report(
      aSubject('police/jail/1', { ...home, ssn: '219-09-1234' }),
      aSubject('health/ehr/1', { ...home, ssn: '219-09-4321' }),
    );

    expect(await identity.groups()).toHaveLength(2);
    expect(await reviews()).toMatchObject([
      { kind: 'identifier-conflict', keys: ['health/ehr/1', 'police/jail/1'] },
    ]);
    await identity.judge('same', ['police/jail/1'], ['health/ehr/1']);
    expect(await reviews('same')).toMatchObject([{ kind: 'identifier-conflict' }]);
    expect(await reviews()).toEqual([]);
  });

  it('are of people who contradict each other, until one takes it back', async () => {
    await identity.report(
      aSubject('police/jail/1'),
      aSubject('health/ehr/1', { given: 'Lou', family: 'Park', born: '1955-05-05' }),
    );
    const same = await identity.judge('same', ['police/jail/1'], ['health/ehr/1']);
    const before = await reviews();
    await identity.judge('different', ['police/jail/1'], ['health/ehr/1']);

    expect(before).toEqual([]);
    expect(await identity.groups()).toHaveLength(2);
    expect(await reviews()).toMatchObject([{ kind: 'judgement-conflict' }]);

    await identity.judge('same', ['police/jail/1'], ['health/ehr/1']).then(identity.revoke);
    expect(await reviews()).toMatchObject([{ kind: 'judgement-conflict' }]);
    await identity.revoke(same);
    expect(await identity.groups()).toHaveLength(2);
    expect(await reviews('overtaken')).toMatchObject([{ kind: 'judgement-conflict' }]);
  });

  it('are of a person who would be larger than anybody is', async () => {
    const many = Array.from({ length: 302 }, (_, no) =>
      aSubject(`police/jail/${no}`, { phone: `562-437-${1_000 + no}` }),
    );
    await identity.report(...many);

    expect(await identity.groups()).toHaveLength(2);
    expect(await reviews()).toMatchObject([{ kind: 'oversize' }]);
  });

  it('are of whom a record leaves when the one that bridged them is withdrawn', async () => {
    const anita = { given: 'Anita', family: 'Gomez', phone: '562-437-1212', home: '1 Pine St' };
    await identity.report(
      aSubject('police/jail/1', { ...nameless, ...anita }),
      aSubject('health/ehr/1'),
      aSubject('fire/epcr/1', {
        phone: '562-437-1212',
        home: '1 Pine St',
        names: [
          { use: 'official', given: 'Ana', family: 'Reyes' },
          { use: 'former', given: 'Anita', family: 'Gomez' },
        ],
      }),
    );
    expect(await identity.groups()).toHaveLength(1);

    await identity.report(aSubject('fire/epcr/1', { recordVersion: 2, state: 'withdrawn' }));

    expect(await identity.events<PersonSplitV1['data']>('person.split.v1')).toHaveLength(1);
    expect(await reviews()).toMatchObject([
      { kind: 'left-person', keys: ['health/ehr/1', 'police/jail/1'] },
    ]);
    await identity.judge('different', ['police/jail/1'], ['health/ehr/1']);
    expect(await reviews('different')).toMatchObject([{ kind: 'left-person' }]);
  });

  it('are none of six John Does', async () => {
    const does = [1, 2, 3, 4, 5, 6].map((no) =>
      aSubject(`police/jail/${no}`, { given: 'John', family: 'Doe', born: '' }),
    );
    await identity.report(...does);

    expect(await identity.groups()).toHaveLength(6);
    expect(await identity.count('review_task')).toBe(0);
  });
});

describe('tasks in the tables', () => {
  const many = Array.from({ length: 24 }, (_, no) =>
    aSubject(`police/jail/${no}`, {
      given: ['Ana', 'Bob', 'Eva'][no % 3]!,
      born: no % 5 === 0 ? '' : `19${60 + (no % 4)}-03-12`,
      home: `${1 + (no % 2)} Pine St`,
      ...(no % 2 === 0 && { phone: `562-437-12${10 + (no % 6)}` }),
    }),
  );
  const withdrawn = { ...many[5]!, recordVersion: 2, state: 'withdrawn' as const };

  it('are the same, news included, wherever batches end and whoever goes on', async () => {
    const stepwise = await anIdentity({ size: 1 });
    const tables = (of: Identity) =>
      of.dataSource.query(
        `SELECT id, kind, person_low, person_high, a, b, weight, priority, state, version, raised_step, changed_step
           FROM review_task ORDER BY id`,
      ) as Promise<unknown[]>;
    const news = async (of: Identity) =>
      (await of.dataSource.query(
        `SELECT event_id, type FROM outbox WHERE type LIKE 'person.review%' ORDER BY event_id`,
      )) as unknown[];
    await identity.report(...many, withdrawn);
    await stepwise.receive(...many, withdrawn);
    await stepwise.resolver.stand();
    for (let steps = 0; steps < 12; steps += 1) await stepwise.resolver.resolve();
    await stepwise.resolver.stepDown();
    await stepwise.resolve(aResolver(stepwise.dataSource, { size: 5 }));

    expect((await tables(identity)).length).toBeGreaterThan(2);
    expect(await tables(stepwise)).toEqual(await tables(identity));
    expect(await news(stepwise)).toEqual(await news(identity));
    await stepwise.drop();
  });

  it('are what there is to ask when everything is linked anew', async () => {
    await identity.report(...many, withdrawn);
    const { differences } = await verifyLinks(identity.dataSource, engine);
    expect(differences).toEqual([]);

    await identity.dataSource.query(`DELETE FROM review_task WHERE kind <> 'left-person'`);
    const found = await verifyLinks(identity.dataSource, engine);
    expect(found.differences).toContainEqual(expect.objectContaining({ what: 'review' }));
  });
});
