import { describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { classify, describeError, HandlerTimeout, InfrastructureError, InvalidEvent, PermanentError } from './errors.ts';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const fromDatabase = (error: Error) => new QueryFailedError('SELECT 1', [], error);

describe('an error of a handler', () => {
  test.each(['40000', '40001', '40003', '40P01', '57P01', '57P02', '57P03', '57P04', '57P05', '57014', '55P03', '53000', '53100', '53200', '53300', '08000', '08003', '08006', '25006', '58030'])('with SQLSTATE %s is the infrastructure', (code) => {
    expect(classify(fromDatabase(withCode(code)))).toBe('infrastructure');
    expect(classify(new Error('wrapped', { cause: fromDatabase(withCode(code)) }))).toBe('infrastructure');
  });

  test('of a lost database connection is the infrastructure', () => {
    expect(classify(fromDatabase(new Error('Connection terminated unexpectedly')))).toBe('infrastructure');
    expect(classify(fromDatabase(withCode('ECONNRESET')))).toBe('infrastructure');
    expect(classify(new AggregateError([withCode('57P03')]))).toBe('infrastructure');
    expect(classify(new InfrastructureError('away'))).toBe('infrastructure');
  });

  test.each(['23505', '22001', '42P01', '40002', '55000', '25P02', '25P03'])('with SQLSTATE %s is not', (code) => {
    expect(classify(fromDatabase(withCode(code)))).toBe('ordinary');
  });

  test('of somebody else’s server is not: it must not stop the partition', () => {
    expect(classify(withCode('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443'))).toBe('ordinary');
  });

  test('is permanent where the handler says so', () => {
    expect(classify(new PermanentError('no'))).toBe('permanent');
    expect(classify(new InvalidEvent('no'))).toBe('permanent');
    expect(classify(new Error('wrapped', { cause: new PermanentError('no') }))).toBe('permanent');
  });

  test.each([new TypeError('x is undefined'), new HandlerTimeout('late'), 'a string', undefined, null])('is ordinary otherwise: %s', (error) => {
    expect(classify(error)).toBe('ordinary');
  });

  test('is described in a form that PostgreSQL stores', () => {
    expect(describeError(new Error('a\0b'))).toBe('Error: a\uFFFDb');
    expect(describeError(new Error('x'.repeat(5000)))).toHaveLength(2000);
  });
});
