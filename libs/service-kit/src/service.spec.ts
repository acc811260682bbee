import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Body,
  Controller,
  Get,
  Module,
  Param,
  Post,
  Query,
  type INestApplication,
} from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { anIssuer, type TestIssuer } from '@continuum/testing';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { Caller, ServicesOnly, type CallerIdentity } from './caller.js';
import { Unavailable } from './issuer.js';
import { readConfig } from './read-config.js';
import { ServiceModule } from './service.module.js';
import { serviceSettings } from './service-settings.js';
import { createService } from './start-service.js';
import { IdPipe } from './validation.js';

class Wish {
  @IsString() @MaxLength(5) readonly word!: string;
  @IsOptional() @IsObject() readonly more?: object;
}

const NAME = 'Margaret Zanellford';

@Controller('v1')
class SpecController {
  @Get('who')
  who(@Caller() { service, user }: CallerIdentity) {
    return { service, user: user?.id, mfa: user?.mfa };
  }

  @Get('only')
  @ServicesOnly('gateway')
  only() {
    return {};
  }

  @Get('refused')
  refuse() {
    throw new Refused('WRONG_STATE', 'Not now.');
  }

  @Get('away')
  away() {
    throw new Unavailable('consent-service');
  }

  @Get('bug')
  bug() {
    throw new TypeError(NAME);
  }

  @Get('database')
  database() {
    throw Object.assign(new Error(`duplicate key ${NAME}`), { driverError: { code: '57P01' } });
  }

  @Post('wish')
  wish(@Body() { word }: Wish) {
    return { word };
  }

  @Get('things/:thingId')
  thing(@Param('thingId', IdPipe) thingId: string) {
    return { thingId };
  }

  @Get('words/:word')
  word(@Param('word') word: string, @Query('like') like?: string) {
    return { word, like };
  }
}

let issuer: TestIssuer;
let app: INestApplication;
let base: string;

beforeAll(async () => {
  issuer = await anIssuer();
  const config = readConfig(serviceSettings(0), {
    PORT: '0',
    HEALTH_PORT: '0',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'x',
    LOG_LEVEL: 'silent',
  });
  @Module({})
  class SpecModule {}
  const imports = [ServiceModule.with({ service: 'spec-service', config })];
  app = await createService({ module: SpecModule, controllers: [SpecController], imports }, config);
  base = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await issuer.close();
});

const service = (claims: object = {}) =>
  issuer.token({ client_id: 'gateway', aud: 'spec-service', ...claims });

async function ask(path: string, headers: Record<string, string>, body?: string) {
  const method = body === undefined ? 'GET' : 'POST';
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(base + path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
}
const withToken = async (claims?: object) => ({ authorization: `Bearer ${await service(claims)}` });

describe('the door of a service', () => {
  it('takes a token of a service, and the user’s beside it', async () => {
    const user = await issuer.token({ sub: 'hana', aud: 'continuum', amr: ['pwd', 'mfa'] });
    const { body } = await ask('/v1/who', { ...(await withToken()), 'continuum-user-token': user });
    expect(body).toEqual({ service: 'gateway', user: 'hana', mfa: true });
  });

  it.each([
    ['no token', () => Promise.resolve({}), 'TOKEN_MISSING'],
    ['a token for another service', () => withToken({ aud: 'ingest-service' }), 'TOKEN_INVALID'],
    [
      'an expired token',
      () => withToken({ at: new Date(Date.now() - 3_600_000) }),
      'TOKEN_EXPIRED',
    ],
    [
      'a token of nobody',
      () => Promise.resolve({ authorization: 'Bearer x.y.z' }),
      'TOKEN_INVALID',
    ],
    [
      'the user’s token alone',
      async () => ({
        authorization: `Bearer ${await issuer.token({ sub: 'hana', aud: 'continuum' })}`,
      }),
      'TOKEN_INVALID',
    ],
  ])('refuses %s', async (_, headers, code) => {
    const { status, body } = await ask('/v1/who', await headers());
    expect([status, body['code']]).toEqual([401, code]);
  });

  it('lets only the services in that a route names', async () => {
    expect((await ask('/v1/only', await withToken())).status).toBe(200);
    expect(await ask('/v1/only', await withToken({ client_id: 'ingest-service' }))).toMatchObject({
      status: 403,
      body: { code: 'SERVICE_NOT_ALLOWED' },
    });
  });
});

describe('an error of a service', () => {
  it.each([
    ['refused', 409, 'WRONG_STATE'],
    ['away', 503, 'UNAVAILABLE'],
    ['database', 503, 'UNAVAILABLE'],
    ['bug', 500, 'UNEXPECTED'],
    ['nothing-here', 404, 'NOT_FOUND'],
  ])(
    '%s is a problem document with status %i and code %s, and tells no value',
    async (path, status, code) => {
      const answer = await ask(`/v1/${path}`, await withToken());
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ code, traceId: expect.any(String) });
      expect(JSON.stringify(answer.body)).not.toContain(NAME);
    },
  );

  it('asks to come back later when a part is away', async () => {
    expect((await ask('/v1/away', await withToken())).headers.get('retry-after')).toBe('5');
  });

  it.each([
    ['a body that is no JSON', '{', 400, 'BAD_REQUEST'],
    ['a body with __proto__', '{"__proto__":{"word":"a"}}', 400, 'BAD_REQUEST'],
    ['an unknown field', '{"word":"a","other":1}', 422, 'INVALID'],
    ['a wrong field', `{"word":"${NAME}"}`, 422, 'INVALID'],
    ['a wrong type', '{"word":false}', 422, 'INVALID'],
  ])('names what is wrong with %s', async (_, body, status, code) => {
    const answer = await ask('/v1/wish', await withToken(), body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toContain(NAME);
  });

  it.each([
    ['a field', 'wish', '{"word":"a\\u0000"}', 'word'],
    ['a field of a field', 'wish', '{"word":"a","more":{"b":["c","\\u0000"]}}', 'more.b.1'],
    ['a part of the path', 'words/a%00', undefined, 'word'],
    ['a part of the query', 'words/a?like=%00', undefined, 'like'],
  ])('refuses the character that no column takes, naming %s', async (_, path, body, field) => {
    expect(await ask(`/v1/${path}`, await withToken(), body)).toMatchObject({
      status: 422,
      body: { code: 'INVALID', fields: [{ field, code: 'isText' }] },
    });
  });

  it('names the part of the path that is no id', async () => {
    expect(await ask('/v1/things/one', await withToken())).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', fields: [{ field: 'thingId', code: 'isUuid' }] },
    });
  });
});
