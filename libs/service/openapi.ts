import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { answersOf } from './answers.ts';
import { routesOfController, type Route } from './auth/routes.ts';
import { takesIdempotencyKey } from './http.ts';
import { takesIfMatch } from './if-match.ts';
import { descriptorOf, prototypeOf } from './metadata.ts';
import type { ServiceDefinition } from './service.ts';

export type { OpenAPIObject } from '@nestjs/swagger';

type SchemaObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

const text: SchemaObject = { type: 'string' };
const problemSchema: SchemaObject = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; what a program decides by' },
    detail: text,
    correlationId: text,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string', description: 'RFC 6901' }, detail: text, in: { type: 'string', enum: ['query', 'path', 'header'] } },
      },
    },
  },
};

/**
 * The OpenAPI document of an application that need not be listening, from its controllers' schemas. Each operation says who
 * may call it (`x-requires`: a permission, `signed-in` or `public-or-signed-in`, `public`).
 */
export async function openApiOf(app: INestApplication, service: Pick<ServiceDefinition, 'name' | 'description'>): Promise<OpenAPIObject> {
  const swagger = await import('@nestjs/swagger');
  for (const controller of controllersIn(app)) for (const route of routesOfController(controller)) describeRoute(swagger, route);
  const config = new swagger.DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(service.name)
    .setDescription(service.description)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .build();
  const document = swagger.SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problemSchema } };
  return document;
}

function controllersIn(app: INestApplication): Type[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) => [...module.controllers.values()]).flatMap(({ metatype }) => (isClass(metatype) ? [metatype] : []));
}

function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}

type Swagger = typeof import('@nestjs/swagger');
const described = new WeakSet<object>();

/** Says to @nestjs/swagger, once per handler, what our own decorators know. */
function describeRoute(swagger: Swagger, { controller, handler, access, method }: Route): void {
  const prototype = prototypeOf(controller);
  const descriptor = descriptorOf(prototype, handler);
  const target: unknown = descriptor?.value;
  if (!descriptor || typeof target !== 'function' || described.has(target)) return;
  described.add(target);
  const add = (decorator: MethodDecorator) => void decorator(prototype, handler, descriptor);
  const requires = access?.kind === 'permission' ? access.permission : (access?.kind ?? 'nobody');
  add(swagger.ApiExtension('x-requires', requires));
  if (access?.kind !== 'public') add(swagger.ApiBearerAuth('accessToken'));
  if (takesIdempotencyKey(prototype, handler)) {
    add(swagger.ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Makes the request safe to repeat', schema: { type: 'string', maxLength: 200 } }));
  }
  if (takesIfMatch(prototype, handler)) {
    add(swagger.ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was read; anything else is 412', schema: { type: 'string' } }));
    add(swagger.ApiResponse({ status: 412, description: 'Somebody else has changed it meanwhile', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }));
  }
  for (const { status, schema, description } of answersOf(target)) {
    if (schema) add(swagger.ApiResponse({ status, description, standardSchema: schema }));
    else add(swagger.ApiResponse({ status, description }));
  }
  for (const [status, description] of problemsOf(method, requires)) {
    if (answersOf(target).every((answer) => answer.status !== status)) {
      add(swagger.ApiResponse({ status, description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }));
    }
  }
}

function problemsOf(method: string, requires: string): [number, string][] {
  const found: [number, string][] = [[422, 'Some values are not acceptable: `errors` has a pointer for each']];
  if (method !== 'GET' && method !== 'DELETE') found.push([400, 'The body is malformed']);
  if (requires !== 'public') found.push([401, 'No valid access token']);
  if (requires === 'public-or-signed-in') found.push([403, 'It is not open to the caller']);
  else if (requires !== 'public' && requires !== 'signed-in') found.push([403, `The caller lacks ${requires}`]);
  return found;
}
