import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PermitClaims, PermittedRecord } from '@continuum/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { anIngest, type RunningIngest } from '../../test/an-ingest.js';
import { aBooking, aSubject, aVoid } from '../../test/pushed-record.builder.js';

const JAIL = 'source-police-jail';
const KEY = 'police/jail/88412';
let ingest: RunningIngest;
let sign: (claims: Partial<PermitClaims>, lastsS?: number) => Promise<string>;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'EdDSA', use: 'sig' };
  ingest = await anIngest({ keys: [jwk] });
  sign = (claims, lastsS = 60) => {
    const now = Math.floor(+ingest.clock.now() / 1000);
    return new SignJWT({ ...aPermit(), ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'key-1' })
      .setAudience('ingest-service')
      .setIssuedAt(now - 60)
      .setExpirationTime(now + lastsS)
      .sign(privateKey);
  };
  await ingest.post(JAIL, '/v1/records', aBooking({ subject: aSubject({ phones: ['555-0100'] }) }));
});
afterAll(() => ingest.close());

const aPermit = (): PermitClaims => ({
  jti: 'decision-1',
  sub: 'nora',
  caller: 'gateway',
  purpose: 'TREAT',
  owner: 'police',
  records: { [KEY]: ['book.facility', 'book.name'] },
  labels: { [KEY]: ['LOCAL_CH'] },
  epochs: { policy: 1 },
});

async function read(permit: string | undefined, { client = 'gateway', user = 'nora' } = {}) {
  const userToken = await ingest.issuer.token({ sub: user, aud: 'continuum' });
  const response = await ingest.send(client, '/internal/records/read', {
    method: 'POST',
    headers: { 'continuum-user-token': userToken, ...(permit && { 'continuum-permit': permit }) },
  });
  return { status: response.status, body: (await response.json()) as PermittedRecord[] };
}

describe('reading under a permit', () => {
  it('gives exactly the elements it names', async () => {
    const name = { use: 'official', given: 'Ana', family: 'Varga' };
    expect(await read(await sign({}))).toEqual({
      status: 200,
      body: [{ recordKey: KEY, elements: { 'book.facility': 'city-jail', 'book.name': [name] } }],
    });
  });

  it('gives reference numbers in clear, and nothing for a field without a value', async () => {
    const records = { [KEY]: ['book.bookingNo', 'book.releasedAt', 'book.phone'] };
    const { body } = await read(await sign({ records }));
    expect(body[0]?.elements).toEqual({
      'book.bookingNo': '2024-88412',
      'book.phone': ['555-0100'],
    });
  });

  it('leaves out a record whose labels go beyond those considered', async () => {
    expect((await read(await sign({ labels: { [KEY]: ['GENERAL'] } }))).body).toEqual([]);
  });

  it('leaves no trace of a record that is not there', async () => {
    const gone = 'police/jail/gone';
    const permit = await sign({
      records: { ...aPermit().records, [gone]: ['book.facility'] },
      labels: { ...aPermit().labels, [gone]: ['LOCAL_CH'] },
    });
    expect((await read(permit)).body.map(({ recordKey }) => recordKey)).toEqual([KEY]);
  });

  it('knows no element of another kind in a record', async () => {
    const records = { [KEY]: ['ems.name'] };
    expect((await read(await sign({ records }))).body).toEqual([]);
  });

  it('refuses the whole request for an unknown element', async () => {
    const records = { [KEY]: ['book.facility', 'book.nope'] };
    expect(await read(await sign({ records }))).toMatchObject({ status: 400 });
  });

  it.each<[string, () => Promise<string> | undefined, { user?: string }?]>([
    ['none', () => undefined],
    ['one of another user', () => sign({}), { user: 'omar' }],
    ['one for another owner’s records', () => sign({ owner: 'health' })],
    ['one that has ended', () => sign({}, -1)],
    ['an altered one', async () => `${(await sign({})).slice(0, -4)}AAAA`],
  ])('refuses with %s', async (_, permit, who = {}) => {
    expect(await read(await permit(), who)).toMatchObject({
      status: 403,
      body: { code: 'NO_DECISION' },
    });
  });

  it('is for the gateway alone', async () => {
    expect(await read(await sign({}), { client: JAIL })).toMatchObject({ status: 403 });
  });

  it('ends when the record is sealed', async () => {
    await ingest.post(JAIL, '/v1/records', aBooking({ version: 2, restrictions: ['sealed'] }));
    expect((await read(await sign({}))).body).toEqual([]);
  });

  it('ends when the record is voided', async () => {
    await ingest.post(JAIL, '/v1/records', aBooking({ version: 3 }));
    expect((await read(await sign({}))).body).toHaveLength(1);
    await ingest.post(JAIL, '/v1/records', aVoid({ version: 4 }));
    expect((await read(await sign({}))).body).toEqual([]);
  });
});
