import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PersonMergedV1, PersonReviewRaisedV1, PersonSplitV1 } from '@continuum/contracts';
import { register } from 'prom-client';
import { anIdentity, aResolver, engine } from '../../test/an-identity.js';
import { aSubject } from '../../test/subject.builder.js';
import { verifyLinks } from './verify-links.js';

/** Of a metric with these labels; 0 where it was never set. */
async function valueOf(name: string, labels: Readonly<Record<string, string>> = {}) {
  const { values } = (await register.getSingleMetric(name)?.get()) ?? { values: [] };
  const isAsked = (one: Readonly<Record<string, unknown>>) =>
    Object.entries(labels).every(([label, value]) => one[label] === value);
  return values.find((one) => isAsked(one.labels))?.value ?? 0;
}

type Identity = Awaited<ReturnType<typeof anIdentity>>;

describe('linking records as they come', () => {
  let identity: Identity;
  beforeEach(async () => {
    identity = await anIdentity();
  });
  afterEach(() => identity.drop());

  it('links records of two departments that agree on name and birth date', async () => {
    await identity.report(
      aSubject('police/jail/1'),
      aSubject('fire/epcr/1', { home: '1 Pine St' }),
    );

    expect(await identity.groups()).toEqual([['fire/epcr/1', 'police/jail/1']]);
    expect(await identity.events('record.assigned.v1')).toMatchObject([
      { recordKey: 'police/jail/1', linkVersion: 1, cause: 'new-record', confidence: 'confirmed' },
      { recordKey: 'fire/epcr/1', linkVersion: 1, previousPersonId: null },
    ]);
  });

  it('finds Robert under Bob', async () => {
    await identity.report(
      aSubject('police/jail/1', { given: 'Bob', family: 'Smith' }),
      aSubject('fire/epcr/1', { given: 'Robert', family: 'Smith' }),
    );

    expect(await identity.groups()).toEqual([['fire/epcr/1', 'police/jail/1']]);
  });

  it('publishes nothing new when everything is reported again', async () => {
    const subjects = [
      aSubject('police/jail/1'),
      aSubject('fire/epcr/1', { phone: '562-437-1212' }),
    ];
    await identity.report(...subjects);
    const before = await identity.count('outbox');

    await identity.report(...subjects);

    expect(await identity.count('outbox')).toBe(before);
    expect(await identity.count('intake')).toBe(2);
  });

  it('makes one person of two records that two departments report at the same instant', async () => {
    await Promise.all([
      identity.receive(aSubject('police/jail/1')),
      identity.receive(aSubject('fire/epcr/1', { home: '1 Pine St' })),
    ]);
    await identity.resolve();

    expect(await identity.groups()).toEqual([['fire/epcr/1', 'police/jail/1']]);
    expect(await identity.count('person')).toBe(1);
    expect(await identity.events('record.assigned.v1')).toHaveLength(2);
  });

  it('refuses another content under a version it has', async () => {
    await identity.report(aSubject('police/jail/1'));

    const outcomes = await identity.report(
      aSubject('police/jail/1', { given: 'Eva' }),
      aSubject('police/jail/2'),
    );

    expect(outcomes).toEqual([
      { is: 'refused', code: 'SAME_VERSION_OTHER_CONTENT' },
      { is: 'done' },
    ]);
  });

  it('lets nothing into intake that it could never write down', async () => {
    const unstorable = { ...aSubject('police/jail/9'), dataset: 'book\0' };

    await expect(identity.receive(unstorable)).rejects.toMatchObject({ code: '23514' });
    await identity.report(aSubject('police/jail/10'));
    expect(Object.keys(await identity.persons())).toEqual(['police/jail/10']);
  });

  it('changes nothing for a version that comes late', async () => {
    await identity.report(aSubject('police/jail/1', { recordVersion: 2 }));
    const before = await identity.count('outbox');

    await identity.report(aSubject('police/jail/1', { given: 'Eva', born: '1950-05-05' }));

    expect(await identity.count('outbox')).toBe(before);
  });

  it('moves a record whose correction names somebody else, and says why', async () => {
    await identity.report(
      aSubject('police/jail/1'),
      aSubject('fire/epcr/1', { phone: '562-437-1212' }),
      aSubject('health/ehr/1', { given: 'Omar', family: 'Haddad', born: '1970-07-07' }),
    );
    await identity.report(
      aSubject('fire/epcr/1', {
        recordVersion: 2,
        given: 'Omar',
        family: 'Haddad',
        born: '1970-07-07',
      }),
    );

    expect(await identity.groups()).toEqual([['fire/epcr/1', 'health/ehr/1'], ['police/jail/1']]);
    const [last] = (await identity.events('record.assigned.v1')).slice(-1);
    expect(last).toMatchObject({
      recordKey: 'fire/epcr/1',
      linkVersion: 2,
      cause: 'changed-record',
    });
    expect(await identity.events('person.split.v1')).toEqual([]);
  });

  it('tells of an assignment again when the labels change', async () => {
    await identity.report(aSubject('police/jail/1'));
    await identity.report(aSubject('police/jail/1', { recordVersion: 2, labels: ['SEALED'] }));

    expect(await identity.events('record.assigned.v1')).toMatchObject([
      { linkVersion: 1 },
      { linkVersion: 2, recordVersion: 2 },
    ]);
    expect(await identity.count('membership')).toBe(1);
  });

  it('merges two persons when a record bridges them, and splits them when it is withdrawn', async () => {
    const bridge = { given: 'Ana', family: 'Reyes', phone: '562-437-1212' };
    await identity.report(
      aSubject('police/jail/1', {
        given: 'Anita',
        family: 'Gomez',
        born: '',
        phone: '562-437-1212',
        home: '1 Pine St',
      }),
      aSubject('health/ehr/1'),
    );
    const apart = await identity.persons();
    expect(new Set(Object.values(apart)).size).toBe(2);

    await identity.report(
      aSubject('fire/epcr/1', {
        ...bridge,
        home: '1 Pine St',
        names: [
          { use: 'official', given: 'Ana', family: 'Reyes' },
          { use: 'former', given: 'Anita', family: 'Gomez' },
        ],
      }),
    );
    expect(await identity.groups()).toEqual([['fire/epcr/1', 'health/ehr/1', 'police/jail/1']]);
    const [merged] = await identity.events<PersonMergedV1['data']>('person.merged.v1');
    expect(merged?.survivor.personId).toBe(apart['police/jail/1']);

    await identity.report(aSubject('fire/epcr/1', { recordVersion: 2, state: 'withdrawn' }));

    expect(await identity.persons()).toEqual(apart);
    const [split] = await identity.events<PersonSplitV1['data']>('person.split.v1');
    expect(split?.parts).toMatchObject([{ recordCount: 1 }, { recordCount: 1 }]);
    expect(split?.parts.filter(({ reinstated }) => reinstated)).toHaveLength(1);
    const raised = await identity.events<PersonReviewRaisedV1['data']>('person.review-raised.v1');
    expect(raised.map(({ kind }) => kind)).toContain('left-person');
    expect(await valueOf('identity_merges_total', { cause: 'new-record' })).toBeGreaterThan(0);
    expect(await valueOf('identity_splits_total', { cause: 'withdrawn' })).toBeGreaterThan(0);
    expect(await valueOf('identity_largest_person')).toBeGreaterThanOrEqual(3);
    expect(await valueOf('identity_memory_bytes', { part: 'index' })).toBeGreaterThan(0);
  });

  it('keeps six John Does of one jail six', async () => {
    const does = [1, 2, 3, 4, 5, 6].map((no) =>
      aSubject(`police/jail/${no}`, {
        given: 'John',
        family: 'Doe',
        born: '',
        addresses: [{ line1: '180 E Ocean Blvd', postcode: '90802', kind: 'facility' }],
      }),
    );
    await identity.report(...does);

    expect(await identity.groups()).toHaveLength(6);
    expect(await identity.count('description')).toBe(6);
  });

  it('keeps twins of one home apart', async () => {
    const home = { home: '12 Elm Avenue', unit: '4', family: 'Nguyen', phone: '562-437-9999' };
    await identity.report(
      aSubject('health/ehr/1', { ...home, given: 'Kim' }),
      aSubject('health/ehr/2', { ...home, given: 'Robert' }),
      aSubject('fire/epcr/1', { ...home, given: 'Kim' }),
    );

    expect(await identity.groups()).toEqual([['fire/epcr/1', 'health/ehr/1'], ['health/ehr/2']]);
  });

  it('makes no edge of a shelter that two people share', async () => {
    const shelter = {
      born: '',
      addresses: [{ line1: '100 Shelter Way', postcode: '90813', kind: 'shelter' as const }],
    };
    await identity.report(
      aSubject('homeless-services/hmis/1', { ...shelter, given: 'Ed', family: 'Moss' }),
      aSubject('homeless-services/hmis/2', { ...shelter, given: 'Lou', family: 'Park' }),
    );

    expect(await identity.count('edge')).toBe(0);
  });

  it('shares one description among records that say the same', async () => {
    await identity.report(...[1, 2, 3, 4].map((no) => aSubject(`police/jail/${no}`)));

    expect(await identity.count('description')).toBe(1);
    expect(await identity.groups()).toHaveLength(1);
  });

  it('deletes the features of an erased record', async () => {
    await identity.report(aSubject('police/jail/1'));
    await identity.report(aSubject('police/jail/1', { recordVersion: 2, state: 'erased' }));

    expect(await identity.count('description')).toBe(0);
    expect(await identity.groups()).toEqual([]);
    const [last] = (await identity.events('record.assigned.v1')).slice(-1);
    expect(last).toMatchObject({ personId: null, cause: 'withdrawn' });
  });

  it('follows a source that declares two of its records one person, until it no longer does', async () => {
    const other = { given: 'Lou', family: 'Park', born: '1955-05-05' };
    await identity.report(aSubject('police/jail/1'), aSubject('police/jail/2', other));
    const apart = await identity.persons();

    await identity.report(
      aSubject('police/jail/2', {
        ...other,
        recordVersion: 2,
        sameAs: ['police/jail/1', 'fire/epcr/9'],
      }),
    );
    expect(await identity.groups()).toEqual([['police/jail/1', 'police/jail/2']]);

    await identity.report(aSubject('police/jail/2', { ...other, recordVersion: 3 }));
    expect(await identity.persons()).toEqual(apart);
  });
});

describe('what people say of records', () => {
  let identity: Identity;
  beforeEach(async () => {
    identity = await anIdentity();
    await identity.report(
      aSubject('police/jail/1'),
      aSubject('police/jail/2'),
      aSubject('fire/epcr/1', { phone: '562-437-1212' }),
      aSubject('health/ehr/1', { given: 'Lou', family: 'Park', born: '1955-05-05' }),
    );
  });
  afterEach(() => identity.drop());

  it('un-links on different, and restores the same ids when it is revoked', async () => {
    const before = await identity.persons();
    const judgement = await identity.judge(
      'different',
      ['police/jail/2'],
      ['police/jail/1', 'fire/epcr/1'],
    );
    expect(await identity.groups()).toEqual([
      ['fire/epcr/1', 'police/jail/1'],
      ['health/ehr/1'],
      ['police/jail/2'],
    ]);

    await identity.revoke(judgement);
    expect(await identity.persons()).toEqual(before);
  });

  it('links on same, and restores the former persons with their ids when it is revoked', async () => {
    const before = await identity.persons();
    const judgement = await identity.judge('same', ['police/jail/1'], ['health/ehr/1']);
    expect(await identity.groups()).toHaveLength(1);

    await identity.revoke(judgement);
    expect(await identity.persons()).toEqual(before);
  });

  it('applies nothing of a group in which people contradict each other', async () => {
    await identity.judge('same', ['police/jail/1'], ['health/ehr/1']);
    await identity.judge('different', ['police/jail/1'], ['health/ehr/1']);

    expect(await identity.groups()).toEqual([
      ['fire/epcr/1', 'police/jail/1', 'police/jail/2'],
      ['health/ehr/1'],
    ]);
  });
});

describe('one writer', () => {
  let identity: Identity;
  beforeEach(async () => {
    identity = await anIdentity({ size: 3 });
  });
  afterEach(() => identity.drop());

  const many = Array.from({ length: 20 }, (_, no) =>
    aSubject(`police/jail/${no}`, {
      given: ['Ana', 'Bob', 'Eva'][no % 3]!,
      born: `19${60 + (no % 4)}-03-12`,
      ...(no % 2 === 0 && { phone: `562-437-12${10 + no}` }),
    }),
  );

  it('leaves the same tables after a stop in the middle as without', async () => {
    const undisturbed = await anIdentity();
    await undisturbed.report(...many);

    await identity.receive(...many);
    await identity.resolver.stand();
    await identity.resolver.resolve();
    await identity.resolver.stepDown();
    await identity.resolve(aResolver(identity.dataSource, { size: 4 }));

    expect(await identity.persons()).toEqual(await undisturbed.persons());
    expect(await identity.events('record.assigned.v1')).toEqual(
      await undisturbed.events('record.assigned.v1'),
    );
    await undisturbed.drop();
  });

  it('leaves tables that come out the same when everything is linked anew', async () => {
    await identity.report(...many);
    await identity.judge('different', ['police/jail/0'], ['police/jail/12']);
    await identity.report({ ...many[3]!, recordVersion: 2, state: 'withdrawn' });
    expect((await verifyLinks(identity.dataSource, engine)).differences).toEqual([]);

    await identity.dataSource.query(
      `UPDATE membership SET person_id = gen_random_uuid() WHERE record_no = 5 AND to_step IS NULL`,
    );
    expect((await verifyLinks(identity.dataSource, engine)).differences).not.toEqual([]);
  });

  it('writes nothing once another instance holds the lease', async () => {
    await identity.receive(...many);
    await identity.resolver.stand();
    await identity.dataSource.query(
      `UPDATE resolver_lease SET epoch = epoch + 1, holder = gen_random_uuid()`,
    );

    await expect(identity.resolver.resolve()).rejects.toThrow(
      'Another instance is the writer now.',
    );
    expect(await identity.count('step')).toBe(0);
    expect(identity.resolver.memory).toBeUndefined();
  });

  it('takes over with what it has followed, and ends where one writer alone would', async () => {
    const undisturbed = await anIdentity();
    await undisturbed.report(...many);
    const standby = aResolver(identity.dataSource, { size: 4 });
    await standby.follow();

    await identity.receive(...many);
    await identity.resolver.stand();
    await identity.resolver.resolve();
    await standby.follow();
    await identity.resolver.resolve();
    expect(standby.memory).toBeUndefined();
    expect(standby.known?.lastStep).toBe(3);
    await identity.resolver.stepDown();
    await identity.resolve(standby);

    expect(await identity.memberships()).toEqual(await undisturbed.memberships());
    expect(await identity.told()).toEqual(await undisturbed.told());
    await undisturbed.drop();
  });

  it('lets no second instance in while the first holds the lease', async () => {
    await identity.resolver.stand();

    expect(await aResolver(identity.dataSource).stand()).toBe(false);
  });
});

describe('linking records in the transaction that received them', () => {
  let identity: Identity;
  beforeEach(async () => {
    identity = await anIdentity();
    await identity.resolver.stand();
  });
  afterEach(() => identity.drop());

  const many = Array.from({ length: 230 }, (_, no) =>
    aSubject(`police/jail/${no}`, {
      given: ['Ana', 'Bob', 'Eva'][no % 3]!,
      born: `19${60 + (no % 40)}-03-12`,
      ...(no % 2 === 0 && { phone: `562-437-1${200 + no}` }),
    }),
  );
  const waiting = async () => {
    const rows: object[] = await identity.dataSource.query(
      'SELECT FROM intake WHERE taken_step IS NULL',
    );
    return rows.length;
  };

  it('leaves the same tables and events as by way of intake', async () => {
    const byIntake = await anIdentity();
    await byIntake.receive(...many);
    expect(await byIntake.count('step')).toBe(0);
    await byIntake.resolve();

    await identity.receive(...many);

    expect(await identity.memberships()).toEqual(await byIntake.memberships());
    expect(await identity.told()).toEqual(await byIntake.told());
    expect(await identity.count('intake')).toBe(many.length);
    expect(await waiting()).toBe(0);
    await byIntake.drop();
  });

  it('forgets what was rolled back, and links it when it comes again', async () => {
    const cut = new Error('The line was cut.');
    const interrupted = identity.receiveWithin(many, () => Promise.reject(cut));
    await expect(interrupted).rejects.toBe(cut);
    expect(identity.resolver.memory).toBeUndefined();
    expect(await identity.count('step')).toBe(0);

    await identity.report(...many);

    expect(identity.resolver.memory?.records.size).toBe(many.length);
    expect((await verifyLinks(identity.dataSource, engine)).differences).toEqual([]);
  });

  it('leaves them to intake once another instance holds the lease', async () => {
    await identity.dataSource.query(
      `UPDATE resolver_lease SET epoch = epoch + 1, holder = gen_random_uuid()`,
    );

    await identity.receive(...many);

    expect(await waiting()).toBe(many.length);
    expect(await identity.count('step')).toBe(0);
    expect(identity.resolver.memory).toBeUndefined();
  });

  it('leaves them to intake while an activation is under way', async () => {
    await identity.dataSource.query(
      `INSERT INTO activation (comparison_id, model_id, epoch_id, made_by)
       VALUES (gen_random_uuid(), 'model', 'epoch', 'nora')`,
    );

    await identity.receive(...many);

    expect(await waiting()).toBe(many.length);
    expect(identity.resolver.memory?.lastStep).toBe(0);
  });

  it('leaves a batch to intake in which one version comes twice', async () => {
    await identity.receive(many[0]!, { ...many[0]!, labels: ['SEALED'] });

    expect(await waiting()).toBe(1);
  });
});
