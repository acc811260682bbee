import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

interface VersionedTable {
  readonly holds: string;
  /** Taken out of the content, for queries and constraints. */
  readonly columns?: Readonly<
    Record<string, readonly [expression: string, type: string, holds: string]>
  >;
  readonly isAboutUsers?: boolean;
}

const text = (name: string, holds: string) => [`content ->> '${name}'`, 'text', holds] as const;

const TABLES: Readonly<Record<string, VersionedTable>> = {
  city: { holds: 'What the city says once: zone, platform name, classes of roles.' },
  department: { holds: 'Departments and what the law calls them.' },
  organization: { holds: 'Providers outside the city.' },
  team: { holds: 'Teams: programme, legal mode, published protocol, jail facilities.' },
  assignment: {
    holds: 'Roles of users in departments and teams.',
    isAboutUsers: true,
    columns: {
      user_id: text('userId', 'personal: the user.'),
      team_id: text('teamId', 'Team, where the role is in one.'),
    },
  },
  training: {
    holds: 'Trainings of users.',
    isAboutUsers: true,
    columns: { user_id: text('userId', 'personal: the user.') },
  },
  seed_relation: { holds: 'Relations that a demonstration city begins with.', isAboutUsers: true },
  dataset: {
    holds: 'Datasets with the level their owner gave them.',
    columns: {
      owner: text('owner', 'Department that owns it.'),
      level: [`(content ->> 'level')::int`, 'int', 'Access level, 0 to 6.'],
    },
  },
  element: {
    holds: 'Elements of datasets: labels, groups, transform.',
    columns: { dataset: text('dataset', 'Dataset it belongs to.') },
  },
  agreement: { holds: 'Data sharing agreements with their parties.' },
  grant: {
    holds: 'What an agreement grants to whom.',
    columns: { agreement_id: text('agreementId', 'Agreement it is part of.') },
  },
  purpose_rule: { holds: 'What a purpose asks of everybody.' },
  purpose_template: { holds: 'Minimum necessary: what a role needs for a purpose.' },
  legal_basis_rule: { holds: 'Rows of the basis matrix. Inactive until approved.' },
  legal_approval: { holds: "Counsel's approvals of basis rows, each of one version of a row." },
  notice: { holds: 'Versioned texts that travel beside the data.' },
  checklist: { holds: 'What makes a form of each kind complete.' },
};

/** Policy in force and before: a change closes one version of a row and inserts the next. */
export class CreatePolicy1795400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    for (const [name, table] of Object.entries(TABLES)) await createVersioned(runner, name, table);
    await runner.query(`
      CREATE INDEX assignment_user ON assignment (user_id) WHERE valid_until IS NULL;
      CREATE INDEX assignment_team ON assignment (team_id) WHERE valid_until IS NULL;
      CREATE INDEX training_user ON training (user_id) WHERE valid_until IS NULL;

      CREATE TABLE "user" (
        user_id text PRIMARY KEY,
        is_disabled boolean NOT NULL DEFAULT false,
        last_active_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL
      );

      CREATE TABLE policy_set (
        digest text NOT NULL,
        policy_epoch bigint PRIMARY KEY,
        policy_id text NOT NULL,
        applied_at timestamptz NOT NULL,
        applied_by text NOT NULL,
        content jsonb NOT NULL
      );
    `);
    await comment(runner, 'user', 'Accounts of people who work for a department or provider.', {
      user_id: 'personal: subject of the tokens.',
      is_disabled: 'Closed by an administrator.',
      last_active_at: 'personal: an account not used for 90 days is stale.',
      recorded_at: 'When the row was written.',
      recorded_by: 'Who wrote it.',
    });
    await comment(runner, 'policy_set', 'Policy sets as they were put in force.', {
      digest: 'SHA-256 of the canonical JSON.',
      policy_epoch: 'Policy epoch from which it counted.',
      policy_id: 'Name of the set.',
      applied_at: 'When it took effect.',
      applied_by: 'Service identity that put it.',
      content: 'personal: the set itself, users by id.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    const names = [...Object.keys(TABLES), 'user', 'policy_set'].map((name) => `"${name}"`);
    await runner.query(`DROP TABLE ${names.join(', ')}`);
  }
}

async function createVersioned(runner: QueryRunner, name: string, table: VersionedTable) {
  const { columns = {}, holds, isAboutUsers = false } = table;
  const generated = Object.entries(columns).map(
    ([column, [expression, type]]) =>
      `${column} ${type} GENERATED ALWAYS AS (${expression}) STORED,`,
  );
  await runner.query(`
    CREATE TABLE "${name}" (
      id text NOT NULL,
      version int NOT NULL,
      valid_from timestamptz NOT NULL,
      valid_until timestamptz,
      recorded_at timestamptz NOT NULL,
      recorded_by text NOT NULL,
      reason text NOT NULL,
      content jsonb NOT NULL,
      ${generated.join('\n')}
      PRIMARY KEY (id, version),
      CONSTRAINT "${name}_versions_do_not_overlap"
        EXCLUDE USING gist (id WITH =, tstzrange(valid_from, valid_until) WITH &&)
    )`);
  await comment(runner, name, holds, {
    id: isAboutUsers ? 'personal: names the user and what the row is about.' : 'Name of the row.',
    version: 'Rises by one with each change.',
    valid_from: 'This version counts from here.',
    valid_until: 'And until here; null while it counts.',
    recorded_at: 'When this version was written.',
    recorded_by: 'Who wrote it.',
    reason: 'Why: a policy set by its digest, or the command.',
    content: isAboutUsers ? 'personal: the row.' : 'The row.',
    ...Object.fromEntries(
      Object.entries(columns).map(([column, [, , meaning]]) => [column, meaning]),
    ),
  });
}
