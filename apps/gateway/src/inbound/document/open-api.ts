import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { answered } from '../decision/answers.js';
import { describeDto, isDto } from './describe-dto.js';

const PROBLEM = {
  description: 'A problem document (RFC 9457) with a stable `code`; it never repeats a value.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          detail: { type: 'string' },
          traceId: { type: 'string' },
          fields: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                field: { type: 'string' },
                code: { type: 'string' },
                text: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
};

/** The door as OpenAPI 3.1: routes from the controllers, bodies from what the pipe checks. */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype),
  );
  controllers.flatMap(parametersOf).filter(isDto).forEach(describeDto);
  const options = new DocumentBuilder()
    .setTitle('Continuum')
    .setDescription(
      'One door to people, cases, referrals, alerts and reports. Every answer rests on a decision.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({ status: 'default' as never, ...PROBLEM })
    .build();
  const document = SwaggerModule.createDocument(app, options);
  const views = Object.fromEntries([...answered].sort(([a], [b]) => (a < b ? -1 : 1)));
  const schemas = { ...document.components?.schemas, ...(views as object) };
  return { ...document, components: { ...document.components, schemas } };
}

function parametersOf(controller: unknown): unknown[] {
  const { prototype } = controller as { prototype: object };
  return Object.getOwnPropertyNames(prototype).flatMap(
    (method) => (Reflect.getMetadata('design:paramtypes', prototype, method) as unknown[]) ?? [],
  );
}
