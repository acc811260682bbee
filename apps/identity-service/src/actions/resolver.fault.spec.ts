import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until, type ServiceProcess } from '@continuum/testing';
import { anIdentity, engine } from '../../test/an-identity.js';
import { aSubject } from '../../test/subject.builder.js';
import { aWriterProcess, isWriter } from '../../test/writer-process.js';
import { verifyLinks } from './verify-links.js';

type Identity = Awaited<ReturnType<typeof anIdentity>>;

const KILLS = 3;
const GIVEN = ['Ana', 'Anita', 'Robert', 'Bob', 'Omar', 'Lou', 'Kim'];
const FAMILY = ['Reyes', 'Reyez', 'Smith', 'Haddad', 'Park', 'Nguyen', 'Okafor', 'Moss', 'Gomez'];

/** Some 300 people of whom each is reported a few times, not always alike. */
const many = Array.from({ length: 1_200 }, (_, no) => {
  const who = (no * 7_919) % 307;
  return aSubject(`police/jail/${no}`, {
    given: GIVEN[(who + Number(no % 11 === 0)) % GIVEN.length]!,
    family: FAMILY[who % FAMILY.length]!,
    born: `19${40 + (who % 50)}-0${1 + (who % 9)}-1${who % 10}`,
    ...(no % 3 === 0 && { phone: `562-43${who % 10}-1${100 + who}` }),
    ...(no % 5 === 0 && { home: `${who} Elm Avenue` }),
  });
});

describe('the one writer and its standby', () => {
  let identity: Identity;
  let instances: ServiceProcess[];
  beforeEach(async () => {
    identity = await anIdentity({ size: 20 });
    instances = [];
  });
  afterEach(async () => {
    for (const instance of instances) await instance.kill();
    await identity.drop();
  });

  const join = async () => {
    const instance = await aWriterProcess(identity.databaseUrl);
    instances.push(instance);
    return instance;
  };
  const load = async () => {
    for (let from = 0; from < many.length; from += 200)
      await identity.receive(...many.slice(from, from + 200));
  };
  const steps = () => identity.count('step');
  /** The instance that writes, out of these. */
  const writerAmong = async (some: readonly ServiceProcess[]) => {
    let writer: ServiceProcess | undefined;
    await until(async () => {
      for (const instance of some) if (await isWriter(instance)) writer = instance;
      return writer !== undefined;
    });
    return writer!;
  };
  const expectSameAsUndisturbed = async () => {
    const undisturbed = await anIdentity();
    await undisturbed.report(...many);
    expect(await identity.memberships()).toEqual(await undisturbed.memberships());
    expect(await identity.told()).toEqual(await undisturbed.told());
    expect((await verifyLinks(identity.dataSource, engine)).differences).toEqual([]);
    await undisturbed.drop();
  };

  it('ends in the same persons and events as undisturbed however often the writer is killed', async () => {
    await Promise.all([join(), join()]);
    await load();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await until(async () => (await steps()) >= (many.length * kill) / (KILLS + 2));
      const writer = await writerAmong(instances);
      const replacement = kill < KILLS ? [join()] : [];
      await writer.kill();
      instances = instances.filter((instance) => instance !== writer);
      await Promise.all(replacement);
    }
    await until(async () => (await steps()) === many.length);

    await expectSameAsUndisturbed();
  });

  it('commits nothing with a writer that was frozen while another took over, and has it step down', async () => {
    const [one, other] = await Promise.all([join(), join()]);
    await load();
    await until(async () => (await steps()) >= 100);
    const frozen = await writerAmong(instances);
    const standby = frozen === one ? other : one;
    frozen.freeze();
    await writerAmong([standby]);
    await until(async () => (await steps()) >= 400);
    frozen.wake();
    await until(async () => !(await isWriter(frozen)));
    await until(async () => (await steps()) === many.length);

    const epochs: { lease_epoch: number; first: number; last: number }[] =
      await identity.dataSource.query(
        `SELECT lease_epoch, min(seq)::int AS first, max(seq)::int AS last
           FROM step GROUP BY lease_epoch ORDER BY lease_epoch`,
      );
    expect(epochs.length).toBeGreaterThan(1);
    for (const [nth, { first }] of epochs.entries())
      expect(first).toBe((epochs[nth - 1]?.last ?? 0) + 1);
    await expectSameAsUndisturbed();
  });
});
