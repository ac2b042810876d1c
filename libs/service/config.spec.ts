import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { bool, ConfigError, csv, defineConfig, duration, integer, list, port, url } from './config.ts';
import { parseDuration } from './duration.ts';

const base = {
  PUBLIC_URL: 'https://partners.example/',
  DATABASE_URL: 'postgres://app:hunter2@db/app',
  KAFKA_BROKERS: 'one:9092,two:9092',
  ERASURE_KEY: 'k'.repeat(32),
  JWKS_URL: 'http://identity/.well-known/jwks.json',
};

class Config extends defineConfig({ SMTP_URL: url('smtp', 'smtps'), COPIES: integer(1, 9).default(2), REASONS: list(), FLAG: bool().default(false), WAIT: duration() }) {}

function wrong(environment: Record<string, string>): string {
  try {
    void new Config(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

describe('a configuration', () => {
  test('is parsed, typed and frozen', () => {
    const config = new Config({ ...base, SMTP_URL: 'smtp://mail:25', REASONS: 'a, b,,c', WAIT: 'PT1M30S', FLAG: 'yes' });
    expect(config).toMatchObject({ PUBLIC_URL: 'https://partners.example', KAFKA_BROKERS: ['one:9092', 'two:9092'], COPIES: 2, REASONS: ['a', 'b', 'c'], FLAG: true, WAIT: 90_000, PORT: 3000 });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('lists every wrong and missing variable at once, without any value', () => {
    const message = wrong({ ...base, DATABASE_URL: 'mysql://root:hunter2@db', PORT: '70000', SMTP_URL: '', COPIES: 'many', REASONS: 'a', FLAG: 'perhaps', CLOCK_OFFSET: '2 days' });
    for (const name of ['DATABASE_URL', 'PORT', 'SMTP_URL', 'COPIES', 'FLAG', 'WAIT', 'CLOCK_OFFSET']) expect(message).toContain(`\n  ${name}: `);
    expect(message).toContain('SMTP_URL: is missing; expected a URL starting with smtp: or smtps:');
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('REASONS');
  });

  test('refuses a moved clock in production only', () => {
    const environment = { ...base, SMTP_URL: 'smtp://mail', REASONS: 'a', WAIT: 'PT1S', CLOCK_OFFSET: 'P2D' };
    expect(new Config(environment).CLOCK_OFFSET).toBe(172_800_000);
    expect(wrong({ ...environment, NODE_ENV: 'production' })).toContain('CLOCK_OFFSET');
  });

  test('needs no database or broker where the service has none', () => {
    class Small extends defineConfig({}, { without: ['database', 'kafka', 'outbox', 'tokens'] }) {}
    expect(new Small({ PUBLIC_URL: base.PUBLIC_URL }).DATABASE_URL).toBe('');
  });
});

describe('values', () => {
  test.each([
    ['PT30S', 30_000],
    ['P1DT12H', 129_600_000],
    ['-PT48H', -172_800_000],
    ['P2W', 1_209_600_000],
    ['PT0.5S', 500],
    ['P', undefined],
    ['PT', undefined],
    ['P1M', undefined],
    ['30', undefined],
  ])('the duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each([
    [port(), '65536'],
    [port(), '-1'],
    [port(), '80.5'],
    [url('https'), 'http://a.example'],
    [url(), 'nowhere'],
    [bool(), '2'],
    [csv(z.email()), 'a@b.example,nobody'],
    [integer(0, 5), '1e1'],
  ])('%#: refused', (schema, text) => expect(schema.safeParse(text).success).toBe(false));
});
