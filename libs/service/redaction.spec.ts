import { describe, expect, test } from '@jest/globals';
import { createLogger, NestLogger } from './logger.ts';
import { redact, redactText } from './redaction.ts';

const secret = 'S3cr3t-4711_abc';

describe('redaction', () => {
  test.each([
    `https://partners.example/activate#token=${secret}`,
    `GET /api/applications/status/${secret}/answer`,
    `/application-status/${secret}?a=1`,
    `/application-status#token=${secret}`,
    `authorization: Bearer ${secret}`,
    `connect postgres://app:${secret}@db:5432/x`,
    `/reset-password?reset_token=${secret}&x=1`,
    `eyJhbGciOiJSUzI1NiJ9.eyJ${secret}.${secret}`,
    `eyJhbGciOiJFQ0RILUVTIn0.${secret}.${secret}.${secret}.${secret}`,
  ])('%s', (text) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain('[hidden]');
  });

  test.each(['status/:token', 'the token is invalid', 'password reset asked for', 'https://partners.example/partners?limit=1', '/api/applications/0199/review'])('leaves "%s" alone', (text) =>
    expect(redactText(text)).toBe(text),
  );

  test('by name, at any depth', () => {
    const value = { user: 'ada', headers: { authorization: secret, Cookie: secret, 'set-cookie': [secret] }, body: { password: secret, sealedLink: secret, nested: [{ accessToken: secret, reset_token: secret }] } };
    expect(JSON.stringify(redact(value))).not.toContain(secret);
    expect(redact(value)).toMatchObject({ user: 'ada' });
  });

  test('an error tells what and where, not which rows and parameters', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: `Key (email)=(${secret})`, parameters: [secret], query: `INSERT ${secret}`, cause: new Error(`Bearer ${secret}`) });
    expect(JSON.stringify(redact(error))).not.toContain(secret);
    expect(redact(error)).toMatchObject({ message: 'duplicate key', code: '23505' });
  });

  test('is what every log line goes through', () => {
    const lines: string[] = [];
    const logger = new NestLogger(createLogger({ service: 'spec', level: 'info', destination: { write: (line) => void lines.push(line) } }));
    logger.log(`opened /activate#token=${secret}`, 'Spec');
    logger.warn({ message: 'odd', password: secret });
    logger.error(new Error(`Bearer ${secret}`), `at Bearer ${secret}`, 'Spec');
    logger.debug('not at this level');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(secret);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'warn', msg: 'odd', password: '[hidden]' });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ err: { type: 'Error', message: 'Bearer [hidden]' } });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 'spec', context: 'Spec' });
  });

  test('standard output takes lines too', () => {
    expect(() => createLogger({ service: 'spec', level: 'silent' }).info('hidden')).not.toThrow();
  });
});
