import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { httpProblem } from './problems.ts';

/** The versions of which the caller accepts any, from `If-Match`; undefined where it does not care. */
export type ExpectedVersion = ReadonlySet<number> | undefined;

const tag = String.raw`(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"`;
/** RFC 9110: empty places between the commas are allowed. Each run of blanks can be read in one way only, or a long one would take for ever. */
const list = new RegExp(`^[ \\t,]*${tag}(?:[ \\t]*,[ \\t,]*${tag})*[ \\t,]*$`);
const guarded = Symbol('if-match');

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Compared strongly, as RFC 9110 demands: a weak tag (`W/"3"`) and a tag that is none of ours match nothing, so the answer will be 412.
 * A header that is no list of tags is a 422 and not "no condition": the client believes to be protected by it.
 * @example expectedVersion('"3", "4"')
 */
export function expectedVersion(header: string | undefined): ExpectedVersion {
  if (header === undefined || header.trim() === '*') return undefined;
  if (!list.test(header)) {
    throw httpProblem('http/invalid-if-match', { errors: [{ pointer: '/if-match', in: 'header', detail: 'must be the ETag that came with the thing, for example "3"' }] });
  }
  const tags = [...header.matchAll(new RegExp(tag, 'g'))];
  return new Set(tags.filter(([, weak, text]) => weak === undefined && /^[1-9]\d{0,8}$/.test(text ?? '')).map(([, , text]) => Number(text)));
}

/** Throws `http/precondition-failed`, with the present ETag, where the thing is at none of the expected versions: somebody else has changed it since the caller read it. */
export function requireVersion(expected: ExpectedVersion, version: number): void {
  if (expected === undefined || expected.has(version)) return;
  throw httpProblem('http/precondition-failed', { detail: `It is at version ${version} now.`, headers: { etag: etagOf(version) } });
}

const fromHeader = createParamDecorator((_data: undefined, context: ExecutionContext) =>
  expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/**
 * The versions that the request's `If-Match` names, for `requireVersion`.
 * @example change(@Param('id', { schema: id }) userId: string, @IfMatch() expected: ExpectedVersion)
 */
export function IfMatch(): ParameterDecorator {
  const decorate = fromHeader();
  return (target, name, index) => {
    decorate(target, name, index);
    if (name !== undefined) Reflect.defineMetadata(guarded, true, target, name);
  };
}

/** Whether a controller's method takes `If-Match`; for its documentation. */
export function takesIfMatch(prototype: object, method: string): boolean {
  return Reflect.getMetadata(guarded, prototype, method) === true;
}
