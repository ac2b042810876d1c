import { HttpException } from '@nestjs/common';
import { databaseErrorCode, isInfrastructureFailure } from '#libs/database/failures';
import { IdempotencyInFlight, IdempotencyMismatch } from '#libs/database/idempotency';
import { InvalidCursor } from '#libs/database/cursor';
import { InvalidMoney } from '#libs/database/money';
import { Problem } from './problem.ts';
import { codeOfStatus, httpProblem } from './problems.ts';

/** Values that PostgreSQL cannot take: NUL, lone surrogates, too long, out of range, no date. Schemas refuse them first. */
const inputErrors = new Set(['22021', '22P02', '22P03', '22P05', '22001', '22003', '22007', '22008']);

/** What a client is told about any error. Only `Problem`s speak for themselves; of everything else nothing but the kind gets out. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return httpProblem(codeOfStatus(error.getStatus()));
  if (!(error instanceof Error)) return httpProblem('http/internal');
  if (error instanceof IdempotencyInFlight) return httpProblem('http/idempotency-in-flight', { headers: { 'retry-after': '1' } });
  if (error instanceof IdempotencyMismatch) return httpProblem('http/idempotency-mismatch');
  if (error instanceof InvalidCursor) return httpProblem('http/invalid-cursor');
  if (error instanceof InvalidMoney) return httpProblem('http/validation-failed', { detail: error.message });
  if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) return httpProblem(codeOfStatus(error.statusCode));
  if (isInfrastructureFailure(error)) return httpProblem('http/unavailable', { headers: { 'retry-after': '1' } });
  if (inputErrors.has(databaseErrorCode(error) ?? '')) return httpProblem('http/invalid-input');
  return httpProblem('http/internal');
}
