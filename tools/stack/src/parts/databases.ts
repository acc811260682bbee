import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export interface ServiceDatabase {
  /** Migrates. */
  readonly ownerUrl: string;
  /** Reads and writes rows, and nothing else. */
  readonly serviceUrl: string;
}

interface Wanted {
  readonly name: string;
  readonly ownerPassword: string;
  readonly servicePassword: string;
}

/** A database with its two roles, made when missing; passwords are set anew. */
export async function provide(serverUrl: string, wanted: Wanted): Promise<ServiceDatabase> {
  const { name } = wanted;
  const [owner, service] = [`${name}_owner`, `${name}_service`];
  await as(serverUrl, async (admin) => {
    await haveRole(admin, owner, wanted.ownerPassword);
    await haveRole(admin, service, wanted.servicePassword);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) {
      await admin.query(
        `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`,
      );
    }
    await admin.query(`REVOKE CONNECT ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${escapeIdentifier(name)}
                       TO ${escapeIdentifier(service)}`);
    // The alarm on the oldest transaction must see everybody's.
    await admin.query(`GRANT pg_read_all_stats TO ${escapeIdentifier(service)}`);
  });

  const ownerUrl = urlOf(serverUrl, { name, role: owner, password: wanted.ownerPassword });
  const serviceUrl = urlOf(serverUrl, { name, role: service, password: wanted.servicePassword });
  await as(ownerUrl, (client) => client.query(rightsOf(escapeIdentifier(service))));
  return { ownerUrl, serviceUrl };
}

/** What the owner makes from now on, the service may use. */
const rightsOf = (service: string) => `
  ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO ${service};
  ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${service};
  ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO ${service};`;

async function haveRole(admin: Client, role: string, password: string) {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await admin.query(
    `${verb} ROLE ${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(password)}`,
  );
}

async function as(url: string, work: (client: Client) => Promise<unknown>) {
  const client = new Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, to: { name: string; role: string; password: string }): string {
  const url = new URL(server);
  url.pathname = `/${to.name}`;
  url.username = to.role;
  url.password = to.password;
  return url.href;
}
