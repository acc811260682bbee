type Server = 'postgres' | 'kafka';

const GIVEN = { postgres: 'DATABASE_URL', kafka: 'KAFKA_BROKERS' } as const;

/** Address of a server: the one given by the environment, else the one this test run starts when first asked. */
export async function addressOf(server: Server): Promise<string> {
  const given = process.env[GIVEN[server]];
  if (given) return given;

  const run = process.env['TEST_SERVERS_URL'];
  if (!run)
    throw new Error(`Set ${GIVEN[server]}, or run this test with the project's jest.config.mjs.`);
  const answer = await fetch(new URL(server, run));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}
