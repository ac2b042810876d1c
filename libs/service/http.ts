import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IdempotentRequest } from '#libs/database/idempotency';
import { httpProblem } from './problems.ts';

const acceptable = /^[\x21-\x7e]{1,200}$/;
const idempotent = Symbol('idempotent');

/**
 * The scope is caller and route; the hash also covers the path, so that one key used for two different things is noticed.
 * A header that is empty, too long or has odd characters is a 422 and not "no key": the client believes to be protected by it.
 */
export function idempotencyOf(request: FastifyRequest): IdempotentRequest | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !acceptable.test(header)) {
    throw httpProblem('http/invalid-idempotency-key', {
      errors: [{ pointer: '/idempotency-key', in: 'header', detail: 'must be 1 to 200 printable ASCII characters without spaces' }],
    });
  }
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const path = request.url.split('?', 1)[0] ?? '';
  return {
    scope: `${request.caller?.userId ?? 'public'} ${route}`,
    key: header,
    bodyHash: hash('sha256', `${path}\n${JSON.stringify(request.body) ?? ''}`, 'base64url'),
  };
}

const fromHeader = createParamDecorator((_data: undefined, context: ExecutionContext) =>
  idempotencyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/**
 * The request's `Idempotency-Key`, for `Idempotency.once(tx, request, work)`; `undefined` where the client sent none.
 * @example apply(@Body({ schema: application }) body: Application, @IdempotencyKey() request: IdempotentRequest | undefined)
 */
export function IdempotencyKey(): ParameterDecorator {
  const decorate = fromHeader();
  return (target, name, index) => {
    decorate(target, name, index);
    if (name !== undefined) Reflect.defineMetadata(idempotent, true, target, name);
  };
}

/** Whether a controller's method takes an `Idempotency-Key`; for its documentation. */
export function takesIdempotencyKey(prototype: object, method: string): boolean {
  return Reflect.getMetadata(idempotent, prototype, method) === true;
}

/** The name under which controllers know it. */
export type IdempotencyRequest = IdempotentRequest;
