import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The last `no-restricted-imports` of a file wins whole, so every list is built from these.
const kafka = {
  regex: '^kafkajs(/|$)',
  message:
    'Kafka is spoken through the port in libs/messaging alone, so that the client can be replaced.',
};
const request = {
  group: ['@nestjs/microservices'],
  importNames: ['MessagePattern', 'ClientKafka', 'ClientProxy'],
  message:
    'Services tell each other events and ask each other over HTTP: no request and reply over Kafka.',
};
const apps = {
  group: ['@continuum/*-service', '@continuum/gateway', '**/apps/*'],
  message: 'Apps never import apps: contracts are the only thing services share.',
};
const testing = {
  group: ['@continuum/testing'],
  message: 'Test parts belong to specs and builders.',
};
const inbound = {
  group: ['**/inbound/**'],
  message: 'What comes in knows what is kept and decided, never the other way round.',
};
const pure = {
  group: [
    '@nestjs/*',
    'typeorm',
    'pg',
    'fastify',
    'pino',
    '@continuum/messaging',
    '@continuum/service-kit',
    '@continuum/access',
    '@continuum/persons',
    '**/store/**',
    '**/clients/**',
    '**/actions/**',
    'node:fs*',
    'node:http*',
    'node:net',
    'node:timers*',
    'node:child_process',
    'node:worker_threads',
  ],
  message: 'The domain is values in, value out: no framework, clock, database or logger.',
};
const impureCrypto = {
  name: 'node:crypto',
  allowImportNames: ['createHash', 'createHmac', 'hash'],
  message: 'Random values, ids and times come into the domain as values.',
};
const contractsOnly = {
  regex: '^(?!\\.|(typebox|class-validator|class-transformer|reflect-metadata|@nestjs/swagger)$)',
  message: 'A contract depends on nothing but its schema and validation words.',
};

const restrict = (patterns, paths = []) => ({
  'no-restricted-imports': ['error', { patterns, paths }],
});
const specs = ['**/*.spec.ts', '**/test/**'];

const tags = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const boundaries = {
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: [],
      banTransitiveDependencies: false,
      enforceBuildableLibDependency: false,
      depConstraints: [
        tags('type:contracts', 'type:contracts'),
        tags('type:platform', 'type:contracts', 'type:platform', 'type:testing'),
        tags('type:testing', 'type:contracts', 'type:platform'),
        tags('type:service', 'type:contracts', 'type:platform', 'type:testing'),
        tags(
          'type:system-test',
          'type:contracts',
          'type:platform',
          'type:testing',
          'type:service',
          'type:tool',
        ),
        tags(
          'type:tool',
          'type:contracts',
          'type:platform',
          'type:testing',
          'type:tool',
          'type:service',
        ),
      ],
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/.stack/**',
      '**/.nx/**',
      '**/*.mjs',
      '**/*.js',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...boundaries,
      ...restrict([kafka, request, apps, testing]),
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 80, skipComments: true, skipBlankLines: true }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      complexity: ['error', 15],
    },
  },
  {
    files: ['libs/messaging/src/kafkajs/**/*.ts'],
    ignores: specs,
    rules: restrict([request, apps, testing]),
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: specs,
    rules: restrict([contractsOnly, kafka, apps, testing]),
  },
  {
    files: ['apps/*/src/store/**/*.ts', 'apps/*/src/clients/**/*.ts'],
    ignores: specs,
    rules: restrict([inbound, kafka, request, apps, testing]),
  },
  {
    files: ['apps/*/src/domain/**/*.ts'],
    ignores: specs,
    rules: restrict([pure, inbound, kafka, apps, testing], [impureCrypto]),
  },
  {
    files: [
      'apps/*/src/**/*.spec.ts',
      'apps/*/test/**/*.ts',
      'libs/*/src/**/*.spec.ts',
      'libs/*/test/**/*.ts',
    ],
    rules: restrict([apps]),
  },
  {
    files: ['apps/system-tests/**/*.ts', 'tools/**/*.ts', 'libs/testing/**/*.ts'],
    rules: restrict([kafka]),
  },
  {
    files: ['**/*.row.ts', 'libs/contracts/src/http/*.ts', '**/migrations/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: specs,
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', 700],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(only|skip|todo)$/][object.name=/^(it|test|describe)$/]',
          message: 'Every test runs.',
        },
      ],
    },
  },
  { files: ['**/generated/**'], rules: { 'max-lines': 'off' } },
  prettier,
);
