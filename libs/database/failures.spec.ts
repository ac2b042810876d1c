import { expect, test } from '@jest/globals';
import { databaseErrorCode, isConflict, isInfrastructureFailure, isViolationOf } from './failures.ts';

const coded = (code: string) => Object.assign(new Error('x'), { code });

test.each(['08006', '53300', '57P01', '57P03', '58030', '40001', '40003', '40P01', '55P03', '57014', '25006', 'ECONNREFUSED', 'ECONNRESET'])('%s is the database’s fault', (code) => {
  expect(isInfrastructureFailure(new Error('wrapped', { cause: coded(code) }))).toBe(true);
});

test.each(['23505', '22001', '40002', '55000', '42501', '42P01', 'P0001'])('%s is the work’s fault', (code) => {
  expect(isInfrastructureFailure(coded(code))).toBe(false);
});

test('what is no error of a database is none', () => {
  for (const value of [undefined, null, 'text', 7, new Error('no'), {}]) {
    expect([databaseErrorCode(value), isConflict(value), isInfrastructureFailure(value), isViolationOf(value, 'x')]).toEqual([undefined, false, false, false]);
  }
  const circle: { cause?: unknown } = {};
  circle.cause = circle;
  expect(isInfrastructureFailure(circle)).toBe(false);
});
