import { describe, expect, test } from '@jest/globals';
import { generateSealKeys } from '#libs/service/sealed-link';
import { Config } from './config.ts';

const { privateJwk, publicJwk } = await generateSealKeys();
const environment = {
  DATABASE_URL: 'postgres://app@127.0.0.1/notifications', KAFKA_BROKERS: '127.0.0.1:9092', ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://localhost/jwks', PUBLIC_URL: 'https://partners.example/',
  SMTP_URL: 'smtps://user:secret@mail.example:465', MAIL_FROM: 'partners@vendor.example', MAIL_SEAL_PRIVATE_KEY: JSON.stringify(privateJwk),
};

describe('the environment', () => {
  test.each([
    ['partners@vendor.example', { name: '', address: 'partners@vendor.example' }],
    ['Partner Team <Partners@Vendor.example>', { name: 'Partner Team', address: 'partners@vendor.example' }],
    ['<partners@vendor.example>', { name: '', address: 'partners@vendor.example' }],
  ])('takes %s as a sender', (MAIL_FROM, expected) => {
    expect(new Config({ ...environment, MAIL_FROM }).MAIL_FROM).toEqual(expected);
  });

  test.each([
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'A <a@vendor.example>, B <b@vendor.example>'],
    ['MAIL_FROM', 'A\r\nBcc: x@evil.example <a@vendor.example>'],
    ['TEAM_MAILBOX', 'team at vendor'],
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_SEAL_PRIVATE_KEY', JSON.stringify(publicJwk)],
    ['MAIL_SEAL_PRIVATE_KEY', 'no json'],
    ['MAIL_CONCURRENCY', '999'],
    ['CONSUMER_GATHER', '-PT1S'],
    ['CONSUMER_GATHER', 'PT11S'],
    ['MAIL_RATE', '0.5'],
    ['MAIL_TIMEOUT', '2 minutes'],
    ['PROGRAMME_TIME_ZONE', 'Europe/Atlantis'],
  ])('refuses %s=%s by name and without repeating it', (name, value) => {
    const start = () => new Config({ ...environment, [name]: value });
    expect(start).toThrow(name);
    expect(start).not.toThrow(value);
  });

  test('lets events gather for a quarter of a second, unless told otherwise', () => {
    expect(new Config(environment).CONSUMER_GATHER).toBe(250);
    expect(new Config({ ...environment, CONSUMER_GATHER: 'PT0S' }).CONSUMER_GATHER).toBe(0);
  });

  test('needs a mail server, a sender and the key', () => {
    const { SMTP_URL: _url, MAIL_FROM: _from, MAIL_SEAL_PRIVATE_KEY: _key, ...rest } = environment;
    expect(() => new Config(rest)).toThrow(/SMTP_URL: is missing[\s\S]*MAIL_FROM: is missing[\s\S]*MAIL_SEAL_PRIVATE_KEY: is missing/);
  });
});
