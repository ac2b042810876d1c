import { Problem, type FieldError } from './problem.ts';

/**
 * Every problem that the HTTP layer itself answers, in one table: code → status and title. Services add their own codes
 * beside their aggregates. Codes are promises to clients: add, never rename.
 */
export const httpProblems = {
  'http/malformed-request': [400, 'The request is malformed'],
  'http/malformed-json': [400, 'The body is not valid JSON'],
  'http/duplicate-key': [400, 'An object of the body names a key twice'],
  'http/forbidden-key': [400, 'An object of the body has a key that is not allowed'],
  'http/too-deep': [400, 'The body is nested too deeply'],
  'http/malformed-text': [400, 'The body is not valid UTF-8'],
  'http/malformed-url': [400, 'The address is malformed'],
  'http/invalid-cursor': [400, 'The cursor is not one of ours'],
  'http/invalid-input': [400, 'A value cannot be stored'],
  'http/not-found': [404, 'There is nothing here'],
  'http/method-not-allowed': [405, 'This method is not offered here'],
  'http/not-acceptable': [406, 'None of the accepted types is offered'],
  'http/timeout': [408, 'The request took too long to arrive'],
  'http/idempotency-in-flight': [409, 'A request with this Idempotency-Key is still being worked on'],
  'http/conflict': [409, 'The request contradicts the present state'],
  'http/gone': [410, 'This is no longer here'],
  'http/precondition-failed': [412, 'The thing has changed since it was read'],
  'http/payload-too-large': [413, 'The body is too large'],
  'http/unsupported-media-type': [415, 'The body must be application/json'],
  'http/validation-failed': [422, 'Some values are not acceptable'],
  'http/idempotency-mismatch': [422, 'This Idempotency-Key was used for another request'],
  'http/invalid-idempotency-key': [422, 'The Idempotency-Key header is not acceptable'],
  'http/invalid-if-match': [422, 'The If-Match header is not acceptable'],
  'http/too-many-requests': [429, 'Too many requests'],
  'http/headers-too-large': [431, 'The headers are too large'],
  'http/internal': [500, 'Something went wrong on our side'],
  'http/unavailable': [503, 'The service is not available right now'],
  'auth/token-missing': [401, 'Sign in first'],
  'auth/token-invalid': [401, 'The access token is not valid'],
  'auth/token-expired': [401, 'The access token has expired'],
  'auth/forbidden': [403, 'You may not do this'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type HttpProblemCode = keyof typeof httpProblems;

interface More {
  detail?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A problem of the table above.
 * @example throw httpProblem('http/not-found', { detail: 'No such application.' });
 */
export function httpProblem(code: HttpProblemCode, more: More = {}): Problem {
  const [status, title] = httpProblems[code];
  return new Problem({ status, code, title, ...more });
}

/** The code that stands for a bare HTTP status, for errors of Nest and Fastify that carry nothing better. */
export function codeOfStatus(status: number): HttpProblemCode {
  return byStatus.get(status) ?? (status >= 500 ? 'http/internal' : 'http/malformed-request');
}

const byStatus = new Map<number, HttpProblemCode>([
  [401, 'auth/token-missing'],
  [403, 'auth/forbidden'],
  [404, 'http/not-found'],
  [405, 'http/method-not-allowed'],
  [406, 'http/not-acceptable'],
  [408, 'http/timeout'],
  [409, 'http/conflict'],
  [410, 'http/gone'],
  [412, 'http/precondition-failed'],
  [413, 'http/payload-too-large'],
  [415, 'http/unsupported-media-type'],
  [422, 'http/validation-failed'],
  [429, 'http/too-many-requests'],
  [431, 'http/headers-too-large'],
  [503, 'http/unavailable'],
]);
