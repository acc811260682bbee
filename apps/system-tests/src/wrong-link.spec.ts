import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  CommandAnswer,
  CorrectionView,
  Judged,
  ReaderNoticeList,
  WrongViewReport,
} from '@continuum/contracts';
import { eventually, publishDirectory, Scene, SHELTER } from '@continuum/stack';
import { randomUUID } from 'node:crypto';
import { namesakes, type Namesake } from './namesakes.js';
import { lastMonth, PublishedMonth } from './published-month.js';
import { undocumented } from './undocumented.js';
import { World } from './world.js';

jest.setTimeout(120_000);

let world: World;
let scene: Scene;
let published: PublishedMonth;
beforeAll(async () => {
  process.env['COMPARE_EVERY_S'] = '1';
  world = await World.begin('wrong-link');
  scene = new Scene(world.stack, () => undefined, new Date());
  published = new PublishedMonth(world, scene, lastMonth(new Date()).month);
  await publishDirectory(scene);
});
afterAll(() => world.end());

const { orin, omri, omriAsOrin } = namesakes(new Date());
const as = (user: string, purpose = 'CARE_COORD') => scene.as(user, purpose);
/** Found on the way. */
const ids = {
  orin: '',
  omri: '',
  case: '',
  referral: '',
  judgement: '',
  viewed: '',
  known: '',
  published: '',
};

const personsOf = async (recordKeys: readonly string[]) => {
  const rows = await world.query<{ person_id: string }>(
    'identity-service',
    `SELECT DISTINCT person_id FROM membership JOIN subject USING (record_no)
      WHERE to_step IS NULL AND record_key = ANY($1)`,
    [recordKeys],
  );
  return rows.map(({ person_id }) => person_id);
};
const linkedOf = (...keys: string[][]) =>
  world.number(
    'identity-service',
    `SELECT count(*) AS n FROM membership JOIN subject USING (record_no)
      WHERE to_step IS NULL AND record_key = ANY($1)`,
    [keys.flat()],
  );
const keysOf = ({ stay, bookings }: Namesake) => [stay, ...bookings];
const until = (what: string, holds: () => Promise<boolean>) =>
  eventually(what, async () => (await holds()) || undefined);

/** Homeless services' own system says that she works with both. */
async function worksWith(user: string, recordKey: string): Promise<void> {
  const client = 'source-homeless-services-hmis';
  const answer = await fetch(`${world.stack.urls['consent-service']}/v1/relations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.stack.serviceToken(client, 'consent-service')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      ...{ kind: 'own-case', userId: user, recordKey },
      from: new Date(Date.now() - 60_000).toISOString(),
      until: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  });
  expect(answer.status).toBe(201);
}

async function command(user: string, path: string, type: string, data: object) {
  const dataset = path.includes('/cases/') ? 'mdt' : 'rfrl';
  const expectedVersion = await eventually(`${user} sees ${path}`, async () => {
    const { body, status } = await as(user).get<{ elements: Record<string, unknown> }>(path);
    return status === 200 ? (body.elements[`${dataset}.version`] as number) : undefined;
  });
  const body = { commandId: randomUUID(), expectedVersion, type, data };
  const answer = await as(user).post<CommandAnswer>(`${path}/commands`, body);
  expect({ type, status: answer.status }).toEqual({ type, status: 200 });
}

const directionsOf = async (personId: string) => {
  const rows = await world.query<{ direction: string }>(
    'reporting-service',
    'SELECT direction FROM work.hfu_status WHERE person_id = $1',
    [personId],
  );
  return rows.map(({ direction }) => direction).join();
};
const episodesOf = (personId: string, knownAt = 'infinity') =>
  world.number(
    'reporting-service',
    `SELECT count(*) AS n FROM mart.fact_contact JOIN link.person_ref USING (person_key)
      WHERE person_id = $1 AND known_from < $2
        AND (known_to > $2 OR ($2 = 'infinity'::timestamptz AND known_to = $2))`,
    [personId, knownAt],
  );
const theReferral = async () => {
  const [row] = await world.query<{ person_id: string; state: string }>(
    'referral-service',
    'SELECT person_id, state FROM referral WHERE referral_id = $1',
    [ids.referral],
  );
  return row;
};
const theCase = async () => {
  const [row] = await world.query<{ person_id: string; is_person_uncertain: boolean }>(
    'referral-service',
    'SELECT person_id, is_person_uncertain FROM mdt_case WHERE case_id = $1',
    [ids.case],
  );
  return row;
};
const corrections = async () => {
  const { body } = await as('cleo').get<CorrectionView[]>('/v1/corrections');
  expect(body.map((one) => undocumented('CorrectionView', one)).join('')).toBe('');
  return body;
};
const readers = async (personId: string) => {
  const path = `/v1/reports/wrong-views/${personId}`;
  const { body } = await as('gus', 'OVERSIGHT').get<WrongViewReport>(path);
  expect(undocumented('WrongViewReport', body)).toBe('');
  return body.readers;
};
const noticesOf = async (user: string) => {
  const { body } = await as(user).get<ReaderNoticeList>('/v1/notices');
  expect(undocumented('ReaderNoticeList', body)).toBe('');
  return body.items;
};

describe('two people linked by mistake', () => {
  it('are one person after a clerk wrote the one down as the other, and cross the line together', async () => {
    for (const { feed, record } of [...orin.records, ...omri.records]) {
      expect((await scene.push(feed, '/v1/records', record)).status).toBe(201);
    }
    await until('two persons', async () => {
      const found = await personsOf([...keysOf(orin), ...keysOf(omri)]);
      return found.length === 2 && (await linkedOf(keysOf(orin), keysOf(omri))) === 13;
    });
    [ids.orin = '', ids.omri = ''] = [
      ...(await personsOf(keysOf(orin))),
      ...(await personsOf(keysOf(omri))),
    ];

    for (const { feed, record } of omriAsOrin.records) {
      await scene.push(feed, '/v1/records', record);
    }
    await until('one person', async () => (await personsOf(keysOf(omri))).join() === ids.orin);
    await until('the line crossed', async () => (await directionsOf(ids.orin)) === 'entered');
  });

  it('are counted as one in the month that is published', async () => {
    const { month, lastDay } = lastMonth(new Date());
    const feeds = [
      ['police/jail', 'booking'],
      ['homeless-services/hmis', 'hmis_enrollment'],
    ] as const;
    await published.declare(feeds, lastDay);
    const first = await published.counts({ persons: 1, utilizers: 1 });
    expect(first).toMatchObject({ month, revision: 1, supersedes: null, cause: null });
    const report = await published.report();
    expect(report).toMatchObject({ month, snapshot: first, provenance: { isProvisional: false } });
    expect(report.rows.at(-1)?.cells.persons).toEqual({ value: null, state: 'hidden' });
    ids.published = report.digest ?? '';
    const [announced] = await published.told(first.snapshotId, 1);
    expect(announced?.type).toBe('report.snapshot-published.v1');
  });

  it('are worked with as one: a view is shown, a referral sent and accepted', async () => {
    const listed = await eventually('the nomination', async () => {
      const { body } = await as('cleo').get<{ id: string; personId: string }[]>('/v1/cases');
      return Array.isArray(body) ? body.find(({ personId }) => personId === ids.orin) : undefined;
    });
    ids.case = listed.id;
    await command('cleo', `/v1/cases/${ids.case}`, 'offer', {
      leadUserId: 'hana',
      informationClasses: ['case', 'housing', 'justice'],
    });
    const view = await eventually('hana sees both stays', async () => {
      const { status, body, text } = await as('hana').get<{ decisionId: string }>(
        `/v1/persons/${ids.orin}`,
      );
      const isWhole = text.includes(omri.stay) && text.includes(omri.bookings[0] ?? '?');
      return status === 200 && isWhole ? body : undefined;
    });
    ids.viewed = view.decisionId;
    const sent = await as('hana').post<CommandAnswer>('/v1/referrals', {
      commandId: randomUUID(),
      person: { recordKey: omri.stay },
      ...{ serviceId: SHELTER, needCategory: 'shelter', urgency: 'urgent', door: 'mdt' },
      discloses: ['stay.name', 'stay.projectType'],
      send: true,
    });
    expect(sent.text).toContain('"state":"sent"');
    ids.referral = sent.body.id;
    await command('pax', `/v1/referrals/${ids.referral}`, 'accept', {});
    ids.known = new Date().toISOString();
  });
});

describe('un-linking them', () => {
  it('gives each the former id and records back', async () => {
    await worksWith('cleo', orin.stay);
    await worksWith('cleo', omri.stay);
    const said = {
      ...{ verdict: 'different', left: [orin.stay], right: [omri.stay] },
      reason: 'two people of one name',
    };
    const answer = await as('cleo').post<Judged>('/v1/judgements', said);
    expect(answer.status).toBe(202);
    expect(undocumented('Judged', answer.body)).toBe('');
    ids.judgement = answer.body.judgementId;
    await until('two persons', async () => (await personsOf(keysOf(omri))).join() === ids.omri);
    expect(await personsOf(keysOf(orin))).toEqual([ids.orin]);
  });

  it('takes the count back, and leaves what was known before as it was', async () => {
    await until('the crossing withdrawn', async () => {
      return (await directionsOf(ids.orin)) === 'withdrawn';
    });
    await until('both counted', async () => (await episodesOf(ids.omri)) === 5);
    expect(await episodesOf(ids.orin)).toBe(6);
    expect(await episodesOf(ids.orin, ids.known)).toBe(11);
    expect(await episodesOf(ids.omri, ids.known)).toBe(0);
    await until('a line in the case', async () => {
      const lines = await world.query<{ code: string }>(
        'referral-service',
        'SELECT code FROM case_line WHERE case_id = $1',
        [ids.case],
      );
      return lines.some(({ code }) => code === 'withdrawn');
    });
  });

  it('restates the published month, names the cause and leaves what was published as it was', async () => {
    const newest = await published.counts({ persons: 2, utilizers: 0 });
    const [first, ...later] = await published.revisions();
    expect(newest).toMatchObject({ cause: 'link', supersededBy: null });
    expect(later.map(({ supersedes }) => supersedes)).toContain(first?.snapshotId);
    expect((await published.shown(first!)).digest).toBe(ids.published);
    expect((await published.report()).snapshot).toEqual(newest);
    const restatement = (await published.restatements()).at(-1);
    expect(restatement).toMatchObject({ cause: 'link', new: newest });
    const moves = restatement?.people.flatMap((moved) => [moved.in, moved.out]) ?? [];
    expect(moves.every(({ value }) => value === 0 || value === null)).toBe(true);
    expect(await published.told(newest.snapshotId, 2)).toContainEqual({
      type: 'report.restated.v1',
      data: { snapshotId: newest.snapshotId, supersedes: newest.supersedes, cause: 'link' },
    });
    expect([403, 404]).toContain((await as('hana').get('/v1/restatements')).status);
  });

  it('moves the referral to whose record it was made from, as a correction, and stops telling', async () => {
    await until('the referral of the other', async () => {
      return (await theReferral())?.person_id === ids.omri;
    });
    const open = await eventually('both corrections', async () => {
      const known = await corrections();
      return known.length === 2 ? known : undefined;
    });
    expect(open.map(({ kind, recordKey }) => `${kind} ${recordKey}`).toSorted()).toEqual([
      `person_moved rfrl/${ids.referral}`,
      `person_uncertain mdt/${ids.case}`,
    ]);
    for (const { personIds } of open) {
      expect(personIds.toSorted()).toEqual([ids.orin, ids.omri].toSorted());
    }
    await until('the referral held', async () => (await theReferral())?.state === 'on_hold');
    await until('hana sees neither', async () => {
      const persons = [ids.orin, ids.omri];
      const answers = await Promise.all(persons.map((id) => as('hana').get(`/v1/persons/${id}`)));
      return answers.every(({ status }) => status === 403 || status === 404);
    });
  });

  it('lists who read the wrong view, and tells them', async () => {
    const listed = await readers(ids.omri);
    expect(listed).toContainEqual(
      expect.objectContaining({
        decisionId: ids.viewed,
        ...{ userId: 'hana', department: 'homeless-services', purpose: 'CARE_COORD' },
        personId: ids.orin,
        releasedAt: expect.any(String),
        datasets: ['book', 'stay'],
        recordKeys: [omri.stay, ...omri.bookings].toSorted(),
      }),
    );
    expect(listed).toContainEqual(
      expect.objectContaining({ action: 'share-on', userId: 'hana', datasets: ['stay'] }),
    );
    expect(await readers(ids.orin)).toEqual(listed);
    expect((await as('hana').get(`/v1/reports/wrong-views/${ids.orin}`)).status).toBe(404);
    const notice = await eventually('a notice to hana', async () =>
      (await noticesOf('hana')).find(({ decisionId }) => decisionId === ids.viewed),
    );
    expect(notice).toMatchObject({ datasets: ['book', 'stay'], withdrawnAt: null });
  });
});

describe('revoking that judgement', () => {
  it('restores the former ids, counts, cases and referrals everywhere', async () => {
    const path = `/v1/judgements/${ids.judgement}/revoke`;
    const reason = { reason: 'it is one person after all' };
    expect((await as('cleo').post(path, reason)).status).toBe(202);
    await until('one person', async () => (await personsOf(keysOf(omri))).join() === ids.orin);
    await until('no correction', async () => (await corrections()).length === 0);
    expect(await theCase()).toEqual({ person_id: ids.orin, is_person_uncertain: false });
    expect((await theReferral())?.person_id).toBe(ids.orin);
    await until('the line crossed', async () => (await directionsOf(ids.orin)) === 'entered');
    await until('eleven', async () => (await episodesOf(ids.orin)) === 11);
    const restated = await published.counts({ persons: 1, utilizers: 1 });
    expect(restated).toMatchObject({ cause: 'link', supersededBy: null });
    await until('hana sees both stays', async () => {
      const { text } = await as('hana').get(`/v1/persons/${ids.orin}`);
      return text.includes(omri.stay) && text.includes(orin.stay);
    });
    await until('the referral resumed', async () => (await theReferral())?.state === 'accepted');
  });

  it('leaves no wrong view and no notice', async () => {
    await until('no reader', async () => (await readers(ids.omri)).length === 0);
    await until('no notice', async () =>
      (await noticesOf('hana')).every(({ withdrawnAt }) => withdrawnAt !== null),
    );
  });
});
