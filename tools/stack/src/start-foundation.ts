import { sourceClients } from './parts/city-sources.js';
import { ClientTokens } from './parts/client-tokens.js';
import { provide, type ServiceDatabase } from './parts/databases.js';
import { givenIssuer, signingKeyOf, startIssuer, type LocalIssuer } from './parts/issuer.js';
import { createTopics, untilCoordinating } from './parts/kafka-topics.js';
import { startKafka } from './parts/kafka.js';
import { requireFree } from './parts/ports.js';
import { startPostgres } from './parts/postgres.js';
import type { Secrets } from './parts/secrets.js';
import { consumers, SERVICES, withDatabase, type StoringService } from './parts/services.js';
import type { StackFolder } from './parts/stack-folder.js';
import { portsByPart, type StackPorts } from './stack-ports.js';

/** Load a city: its rules, and its services and teams. */
const TOOLS = ['policy-apply', 'directory'];

/** What the services stand on. */
export interface Foundation {
  readonly databases: Readonly<Record<StoringService, ServiceDatabase>>;
  readonly kafkaBrokers: string;
  readonly kafkaPrefix: string;
  readonly issuer: LocalIssuer;
  readonly clientSecret: (client: string) => string;
  readonly tokens: ClientTokens;
}

interface Ground {
  readonly folder: StackFolder;
  readonly ports: StackPorts;
  readonly secrets: Secrets;
  readonly say: (line: string) => void;
}

/** Each server is the one the environment names, else one of our own. */
export async function startFoundation(ground: Ground): Promise<Foundation> {
  const { ports, secrets } = ground;
  const given = {
    postgres: process.env['DATABASE_URL'],
    kafka: process.env['KAFKA_BROKERS'],
    issuer: process.env['OIDC_ISSUER'],
  };
  await requireFree(portsByPart(ports, given));
  // On a server that others use too, names carry the folder's own word; --fresh makes a new one.
  const word = (await secrets.get('instance')).replace(/\W/g, '').toLowerCase().slice(0, 8);

  const [databases, kafkaBrokers, issuer] = await settled(
    givenOr(given.postgres, () => ownPostgres(ground)).then((server) =>
      databasesOn(server, given.postgres ? `continuum_${word}_` : '', secrets),
    ),
    givenOr(given.kafka, () => ownKafka(ground)),
    issuerOf(given.issuer, ground),
  );
  const kafkaPrefix = given.kafka ? `${word}.` : '';
  await createTopics(kafkaBrokers, consumers, kafkaPrefix);
  const tokens = new ClientTokens(issuer.url, issuer.secretOf);
  return { databases, kafkaBrokers, kafkaPrefix, issuer, tokens, clientSecret: issuer.secretOf };
}

async function ownPostgres({ folder, ports, secrets, say }: Ground): Promise<string> {
  say('Starting PostgreSQL');
  const password = await secrets.get('postgres');
  const { url } = await startPostgres(folder, { port: ports.postgres, password, isDurable: true });
  return url;
}

async function ownKafka({ folder, ports, say }: Ground): Promise<string> {
  say('Starting Kafka');
  const { brokers } = await startKafka(folder, ports.kafka, say);
  await untilCoordinating(brokers);
  return brokers;
}

async function databasesOn(serverUrl: string, prefix: string, secrets: Secrets) {
  const databases = new Map<string, ServiceDatabase>();
  for (const service of withDatabase) {
    const name = prefix + service.replace('-service', '');
    const ownerPassword = await secrets.get(`${service} owner`);
    const servicePassword = await secrets.get(`${service} database`);
    databases.set(service, await provide(serverUrl, { name, ownerPassword, servicePassword }));
  }
  return Object.fromEntries(databases) as Foundation['databases'];
}

async function issuerOf(givenUrl: string | undefined, { ports, secrets }: Ground) {
  const clients = new Map<string, string>();
  for (const client of [...SERVICES, ...TOOLS, ...(await sourceClients())]) {
    clients.set(client, await secrets.get(`${client} client`));
  }
  const signingKey = await signingKeyOf(secrets);
  const secretOf = (client: string) => clients.get(client) ?? '';
  const issuer = givenUrl
    ? givenIssuer(givenUrl)
    : await startIssuer({ port: ports.issuer, signingKey, clients });
  return { ...issuer, secretOf };
}

const givenOr = async (given: string | undefined, start: () => Promise<string>) => given ?? start();

/** Waits for every one, also when one fails: nothing may be starting while the rest is stopped. */
async function settled<A, B, C>(a: Promise<A>, b: Promise<B>, c: Promise<C>): Promise<[A, B, C]> {
  await Promise.allSettled([a, b, c]);
  return Promise.all([a, b, c]);
}
