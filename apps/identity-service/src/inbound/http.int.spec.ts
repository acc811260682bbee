import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Candidates, PermitClaims } from '@continuum/contracts';
import { anIdentityService, showing } from '../../test/an-identity-service.js';
import { aSubject } from '../../test/subject.builder.js';

const ANA = 'police/jail/1';
const ANA_TOO = 'fire/epcr/1';
const HIDDEN = 'sud-programme/ehr/1';
const LOU = 'health/ehr/1';
const TWIN = 'health/ehr/2';
const home = { home: '12 Elm Avenue', unit: '4' };

const scope: Partial<PermitClaims> = {
  search: {
    datasets: ['book'],
    labels: ['LOCAL_CH'],
    elements: ['book.name', 'book.birthDate', 'book.identifier', 'book.phone', 'book.address'],
  },
};

let identity: Awaited<ReturnType<typeof anIdentityService>>;
beforeAll(async () => {
  identity = await anIdentityService();
  await identity.report(
    aSubject(ANA, home),
    aSubject(ANA_TOO, { ...home, phone: '562-437-1212' }),
    aSubject(HIDDEN, { dataset: 'sud', labels: ['PART2'], phone: '562-437-7777' }),
    aSubject(LOU, { given: 'Robert', family: 'Smith', born: '1955-05-05' }),
    aSubject(TWIN, { ...home, given: 'Luz' }),
  );
});
afterAll(() => identity.close());

const personOf = async (key: string) => {
  const [department, source, recordId] = key.split('/');
  const path = `/v1/records/${department}/${source}/${recordId}/person`;
  const { body } = await identity.send('GET', path, await identity.permit(showing(key)));
  return body as { personId: string };
};

describe('searching by partial identity', () => {
  const search = async (body: object, claims = scope) => {
    const answer = await identity.send('POST', '/v1/search', await identity.permit(claims), body);
    return {
      status: answer.status,
      ...(answer.body as unknown as Candidates & { fields?: object[] }),
    };
  };

  it('finds Robert Smith as Bob Smith with his birth date, and says why without a value', async () => {
    const { candidates } = await search({
      name: { given: 'Bob', family: 'Smith' },
      birthDate: '1955-05-05',
    });

    expect(candidates).toMatchObject([
      {
        recordKeys: [LOU],
        band: 'strong',
        reasons: [
          { element: 'name', agreement: 'given name nickname, family name equal', weight: 12_000 },
          { element: 'birthDate', agreement: 'equal', weight: 13_900 },
        ],
      },
    ]);
    expect(JSON.stringify(candidates)).not.toMatch(/robert|smith|1955/i);
  });

  it('finds by the beginning of a family name and a birth date', async () => {
    const { candidates } = await search({ name: { family: 'rey' }, birthDate: '1987-03-12' });

    expect(candidates.map(({ recordKeys }) => recordKeys)).toContainEqual([ANA_TOO, ANA]);
  });

  it('does not find by what only a record outside the scope says', async () => {
    expect((await search({ phone: '562-437-7777' })).candidates).toEqual([]);
    const [found] = (await search({ phone: '562-437-1212' })).candidates;
    expect(found?.recordKeys).not.toContain(HIDDEN);
  });

  it('compares nothing that the permit does not name', async () => {
    const nameOnly = { search: { ...scope.search!, elements: ['book.name'] } };

    expect((await search({ phone: '562-437-1212' }, nameOnly)).candidates).toEqual([]);
  });

  it.each([
    ['a given name alone', { name: { given: 'Ana' } }],
    ['a birth date alone', { birthDate: '1987-03-12' }],
  ])('asks for more than %s', async (_, body) => {
    expect(await search(body)).toMatchObject({ status: 422, code: 'INVALID' });
  });

  it('names the end of an age that lies before its beginning', async () => {
    const body = { name: { family: 'Reyes' }, ageFrom: 50, ageTo: 20 };

    expect(await search(body)).toMatchObject({ status: 422, fields: [{ field: 'ageTo' }] });
  });

  it('answers nothing without a permit, or with one that is not for a search', async () => {
    const body = { phone: '562-437-1212' };

    expect(await identity.send('POST', '/v1/search', undefined, body)).toMatchObject({
      status: 403,
    });
    expect(await search(body, showing(ANA))).toMatchObject({ status: 403, code: 'NO_DECISION' });
  });
});

describe('asking about a person', () => {
  it('shows only records that the permit names', async () => {
    const { personId } = await personOf(ANA);
    const permit = await identity.permit(showing(ANA, LOU));

    expect(await identity.send('GET', `/v1/persons/${personId}`, permit)).toMatchObject({
      status: 200,
      body: {
        status: 'active',
        survivor: null,
        records: [{ recordKey: ANA, confidence: 'confirmed' }],
      },
    });
  });

  it('answers alike for somebody not visible and somebody not there', async () => {
    const { personId } = await personOf(ANA);
    const permit = await identity.permit(showing(LOU));
    const hidden = await identity.send('GET', `/v1/persons/${personId}`, permit);
    const absent = await identity.send(
      'GET',
      '/v1/persons/8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11',
      permit,
    );

    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, traceId: '' }).toEqual({ ...absent.body, traceId: '' });
  });

  it('leaves out a record whose labels go beyond those considered', async () => {
    const { personId } = await personOf(ANA);
    const claims = { ...showing(ANA, HIDDEN) };

    const { body } = await identity.send(
      'GET',
      `/v1/persons/${personId}`,
      await identity.permit(claims),
    );
    expect(body['records']).toMatchObject([{ recordKey: ANA }]);
  });

  it('says how the person came about from permitted records alone', async () => {
    const { personId } = await personOf(ANA);
    const permit = await identity.permit(showing(ANA, ANA_TOO));

    const { body } = await identity.send('GET', `/v1/persons/${personId}/explanation`, permit);
    expect(body).toMatchObject({
      unions: [{ left: ANA_TOO, right: ANA, by: 'edge', sizes: [1, 1] }],
      confirmed: [ANA_TOO, ANA],
      probable: [],
    });
    expect(JSON.stringify(body)).not.toContain(HIDDEN);
  });

  it('explains a pair by a waterfall that adds up to the stored weight', async () => {
    const permit = await identity.permit(showing(ANA, ANA_TOO));
    const { body } = await identity.send('POST', '/v1/explanations/pair', permit, {
      left: ANA,
      right: ANA_TOO,
    });
    const [edge]: { weight: number }[] = await identity.dataSource.query(
      `SELECT edge.weight FROM edge JOIN subject AS a ON a.description_no = edge.a
         JOIN subject AS b ON b.description_no = edge.b
        WHERE a.record_key = $1 AND b.record_key = $2`,
      [ANA, ANA_TOO],
    );
    const parts = body['parts'] as { weight: number; rarity: number }[];
    const sum = parts.reduce(
      (total, { weight, rarity }) => total + weight + rarity,
      Number(body['prior']),
    );

    expect(body['whyNot']).toBe('linked');
    expect(sum).toBe(edge?.weight);
    expect(body['weight']).toBe(edge?.weight);
  });

  it('names the guard that keeps twins apart', async () => {
    const permit = await identity.permit(showing(ANA, TWIN));
    const { body } = await identity.send('POST', '/v1/explanations/pair', permit, {
      left: ANA,
      right: TWIN,
    });

    expect(body).toMatchObject({ whyNot: 'namesake', replacedBy: -5_000, weight: -5_000 });
  });
});

describe('judging records', () => {
  it('un-links on different and brings the former person back when it is revoked', async () => {
    const before = await personOf(ANA_TOO);
    const permit = await identity.permit(showing(ANA, ANA_TOO));
    const said = { verdict: 'different', left: [ANA], right: [ANA_TOO], reason: 'two people' };
    const { status, body } = await identity.send('POST', '/v1/judgements', permit, said);
    await identity.settled();
    expect(status).toBe(202);
    expect((await personOf(ANA_TOO)).personId).not.toBe((await personOf(ANA)).personId);

    const path = `/v1/judgements/${String(body['judgementId'])}/revoke`;
    const revoked = await identity.send('POST', path, permit, { reason: 'it is one person' });
    await identity.settled();
    expect(revoked.status).toBe(202);
    expect((await personOf(ANA_TOO)).personId).toBe(before.personId);
  });

  it('leaves every past instant as it was: one person, two, and one again', async () => {
    const permit = await identity.permit(showing(ANA, ANA_TOO));
    const { personId: one } = await personOf(ANA);
    /** Steps are dated by the database, to the microsecond. */
    const at = () => new Date(Date.now() + 1).toISOString();
    const recordsOf = async (personId: string, asOf: string) => {
      const path = `/v1/persons/${personId}?asOf=${asOf}`;
      const { body } = await identity.send('GET', path, permit);
      const records = (body['records'] ?? []) as { recordKey: string }[];
      return records.map(({ recordKey }) => recordKey).toSorted();
    };
    const linked = at();
    const said = { verdict: 'different', left: [ANA], right: [ANA_TOO], reason: 'two people' };
    const { body } = await identity.send('POST', '/v1/judgements', permit, said);
    await identity.settled();
    const parted = at();
    const [kept, other] = [await personOf(ANA), await personOf(ANA_TOO)];
    const path = `/v1/judgements/${String(body['judgementId'])}/revoke`;
    await identity.send('POST', path, permit, { reason: 'it is one person' });
    await identity.settled();

    expect(await recordsOf(one, linked)).toEqual([ANA_TOO, ANA]);
    expect(await recordsOf(kept.personId, parted)).toEqual([ANA]);
    expect(await recordsOf(other.personId, parted)).toEqual([ANA_TOO]);
    expect(await recordsOf(one, at())).toEqual([ANA_TOO, ANA]);
  });

  it('explains every past instant by what was said and linked then', async () => {
    identity.clock.set(new Date().toISOString());
    const permit = await identity.permit(showing(ANA, ANA_TOO));
    const pairAt = async (asOf?: string) => {
      const { status, body } = await identity.send('POST', '/v1/explanations/pair', permit, {
        ...{ left: ANA, right: ANA_TOO },
        ...(asOf && { asOf }),
      });
      return status === 200 ? body['whyNot'] : status;
    };
    const at = () => new Date(Date.now() + 1).toISOString();
    const linked = at();
    identity.clock.set(new Date(Date.now() + 2).toISOString());
    const said = { verdict: 'different', left: [ANA], right: [ANA_TOO], reason: 'two people' };
    const { body } = await identity.send('POST', '/v1/judgements', permit, said);
    await identity.settled();
    const parted = at();
    identity.clock.set(new Date(Date.now() + 2).toISOString());
    const path = `/v1/judgements/${String(body['judgementId'])}/revoke`;
    await identity.send('POST', path, permit, { reason: 'it is one person' });
    await identity.settled();

    expect(await pairAt('2020-01-01')).toBe(404);
    expect(await pairAt(linked)).toBe('linked');
    expect(await pairAt(parted)).toBe('judgement');
    expect(await pairAt()).toBe('linked');
    const { personId } = await personOf(ANA);
    const { body: how } = await identity.send(
      'GET',
      `/v1/persons/${personId}/explanation?asOf=${linked}`,
      permit,
    );
    expect(
      (how['judgements'] as { judgementId: string }[]).map((one) => one.judgementId),
    ).not.toContain(body['judgementId']);
  });

  it.each(['yesterday', '2026-02-30'])('knows no such time as %s', async (asOf) => {
    const { personId } = await personOf(ANA);
    const permit = await identity.permit(showing(ANA));

    expect(
      await identity.send('GET', `/v1/persons/${personId}?asOf=${asOf}`, permit),
    ).toMatchObject({
      status: 422,
      body: { fields: expect.arrayContaining([expect.objectContaining({ field: 'asOf' })]) },
    });
  });

  it.each([
    ['a record outside the permit', { left: [ANA], right: [LOU] }, 'right'],
    ['one record on both sides', { left: [ANA], right: [ANA] }, 'right'],
    ['a blank reason', { left: [ANA], right: [ANA_TOO], reason: '    ' }, 'reason'],
    ['a reason that no column takes', { left: [ANA], right: [ANA_TOO], reason: 'a\0b' }, 'reason'],
    ['a key that no column takes', { left: [`${ANA}\0`], right: [ANA_TOO] }, 'left.0'],
  ])('refuses %s, naming the field', async (_, sides, field) => {
    const permit = await identity.permit(showing(ANA, ANA_TOO));
    const said = { verdict: 'same', reason: 'they say so', ...sides };

    expect(await identity.send('POST', '/v1/judgements', permit, said)).toMatchObject({
      status: 422,
      body: { fields: [{ field }] },
    });
  });
});
