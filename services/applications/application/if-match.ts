import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { httpProblem } from '#libs/service/problems';

/** The version in the `If-Match` header, undefined without one or for `*`. What is no version of ours matches nothing: 412. */
export function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header)?.[1];
  if (version === undefined) throw httpProblem('http/precondition-failed', { errors: [{ pointer: '/if-match', in: 'header', detail: 'must be the ETag of the application' }] });
  return Number(version);
}

/** The version of the application that the caller has seen. */
export const IfMatch = createParamDecorator((_data: undefined, context: ExecutionContext): number | undefined =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
