import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { provide, type ServiceDatabase } from './databases.js';

describe('a database of a service', () => {
  const name = `stack_${randomBytes(4).toString('hex')}`;
  const wanted = { name, ownerPassword: 'owner-secret', servicePassword: 'service-secret' };
  let server: TestDatabase;
  let database: ServiceDatabase;

  beforeAll(async () => {
    server = await aDatabase([]);
    await provide(server.url, wanted);
    database = await provide(server.url, wanted);
    await as(database.ownerUrl, 'CREATE TABLE visit (visit_id int)');
  });
  afterAll(async () => {
    await server.dataSource.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.dataSource.query(`DROP ROLE ${name}_owner`);
    await server.dataSource.query(`DROP ROLE ${name}_service`);
    await server.drop();
  });

  it('lets the service write rows', async () => {
    await as(database.serviceUrl, 'INSERT INTO visit VALUES (1)');
    expect(await as(database.serviceUrl, 'SELECT * FROM visit')).toEqual([{ visit_id: 1 }]);
  });

  it('lets only its owner change tables', async () => {
    await expect(as(database.serviceUrl, 'DROP TABLE visit')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(as(database.serviceUrl, 'CREATE TABLE mine ()')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

async function as(url: string, statement: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}
