import { describe, expect, test } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ClientAddress, limitedAddress } from './client-address.ts';
import { cookieValue } from './cookies.ts';
import { CrossSiteCheck } from './cross-site.ts';
import { isAmbiguous } from './path.ts';
import { securityHeaders } from '#libs/pages/security-headers';
import { SessionCookies } from './session-cookies.ts';


function request(peer: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const message = new IncomingMessage(socket);
  if (forwarded !== undefined) message.headers['x-forwarded-for'] = forwarded;
  return message;
}

describe('who is asking', () => {
  test.each<[string[], string, string | undefined, string, string]>([
    [[], '203.0.113.9', '1.1.1.1', '203.0.113.9', 'nobody is trusted'],
    [['10.0.0.0/8'], '203.0.113.9', '1.1.1.1', '203.0.113.9', 'a stranger says so'],
    [['10.0.0.0/8'], '10.0.0.1', '198.51.100.2', '198.51.100.2', 'our proxy says so'],
    [['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 198.51.100.2', '198.51.100.2', 'a client put an address in front'],
    [['10.0.0.0/8'], '10.0.0.1', '198.51.100.2, 10.0.0.7', '198.51.100.2', 'two of our proxies'],
    [['10.0.0.0/8'], '::ffff:10.0.0.1', '198.51.100.2', '198.51.100.2', 'our proxy by a mapped address'],
    [['10.0.0.0/8'], '10.0.0.1', 'unknown', '10.0.0.1', 'no address'],
    [['10.0.0.0/8'], '10.0.0.1', "'; DROP TABLE--", '10.0.0.1', 'nonsense'],
    [['10.0.0.0/8'], '10.0.0.1', undefined, '10.0.0.1', 'nothing'],
  ])('trusting %j, %s with "%s" is %s: %s', (trusted, peer, forwarded, expected) => {
    expect(new ClientAddress(trusted).of(request(peer, forwarded))).toBe(expected);
  });

  test.each([['1.2.3.4', '1.2.3.4'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64']])('%s is limited as %s', (address, key) => {
    expect(limitedAddress(address)).toBe(key);
  });
});

describe('requests of other sites', () => {
  const check = new CrossSiteCheck('https://partners.example/base', ['https://crm.example']);
  test.each([
    ['GET', 'https://evil.example', 'cross-site', false],
    ['POST', undefined, undefined, false],
    ['POST', 'https://partners.example', 'same-origin', false],
    ['POST', 'https://crm.example', 'cross-site', false],
    ['POST', undefined, 'same-origin', false],
    ['POST', undefined, 'none', false],
    ['POST', 'https://evil.example', undefined, true],
    ['POST', 'https://partners.example.evil.example', undefined, true],
    ['POST', 'http://partners.example', undefined, true],
    ['POST', 'null', undefined, true],
    ['POST', undefined, 'cross-site', true],
    ['POST', undefined, 'same-site', true],
    ['POST', undefined, 'same-origin,cross-site', true],
    ['DELETE', 'https://evil.example', 'cross-site', true],
    ['PATCH', 'https://evil.example', undefined, true],
  ])('%s from %s (%s)', (method, origin, site, refused) => {
    expect(check.refusal(method, origin, site) !== undefined).toBe(refused);
  });
});

describe('cookies', () => {
  test('are found by their whole name', () => {
    expect(cookieValue('a=1; __Host-pms_access=t; b=2', '__Host-pms_access')).toBe('t');
    expect(cookieValue('x__Host-pms_access=evil; __Host-pms_access=t', '__Host-pms_access')).toBe('t');
    expect(cookieValue('__Host-pms_access2=evil', '__Host-pms_access')).toBeUndefined();
    expect(cookieValue('a="__Host-pms_access=evil"', '__Host-pms_access')).toBeUndefined();
    expect(cookieValue(undefined, 'a')).toBeUndefined();
  });

  const tokens = { accessToken: 'A', accessExpiresAt: '2026-11-02T09:10:00Z', refreshToken: 'R', refreshExpiresAt: '2026-11-03T09:00:00Z' };
  const cookies = (url: string, insecure = false) => new SessionCookies({ PUBLIC_URL: url, ALLOW_INSECURE_COOKIES: insecure });

  test.each([['https://partners.example'], ['http://localhost:3000'], ['http://127.0.0.1:3000']])('hold a session at %s', (url) => {
    expect(cookies(url).keep(tokens, new Date('2026-11-02T09:00:00Z'))).toEqual([
      '__Host-pms_access=A; Max-Age=600; Path=/; HttpOnly; SameSite=Strict; Secure',
      '__Host-pms_refresh=R; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict; Secure',
    ]);
  });

  test('over plain http elsewhere only if somebody says so, and then with a warning', () => {
    expect(() => cookies('http://partners.example')).toThrow(/ALLOW_INSECURE_COOKIES=true/);
    const insecure = cookies('http://partners.example', true);
    expect(insecure.warning).toMatch(/in clear/);
    expect(insecure.forget()[0]).toBe('pms_access=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
    expect(cookies('https://partners.example').warning).toBeUndefined();
  });
});

describe('paths', () => {
  test.each([['/api/../internal/feed'], ['/api/./users'], ['/api//users'], ['/api/applications/%2e%2e'], ['/api/applications/..%2f..%2finternal'], ['/api\\internal'], ['/api/a%5cb'], ['/api/a%00'], ['/api/a%252e'], ['http://evil/api/users'], ['*'], ['/..']])('%s is ambiguous', (target) => {
    expect(isAmbiguous(target)).toBe(true);
  });
  test.each([['/api/users?next=/a/../b%2f'], ['/api/applications/status/abc.def-_'], ['/api/users/a%20b'], ['/api/openapi.json'], ['/']])('%s is not', (target) => {
    expect(isAmbiguous(target)).toBe(false);
  });
});

test('pages allow no inline script, and only https promises https', () => {
  expect(securityHeaders('https://a.example').page['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  expect(securityHeaders('https://a.example').page['content-security-policy']).not.toMatch(/unsafe/);
  expect(securityHeaders('https://a.example').page['content-security-policy']).toMatch(/object-src 'none'; base-uri 'none'/);
  expect(securityHeaders('https://a.example').api['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  expect(securityHeaders('http://localhost').api['strict-transport-security']).toBeUndefined();
});

test('nothing is sniffed, and no address is told to other sites, whether it is a page or an answer', () => {
  for (const headers of Object.values(securityHeaders('https://a.example'))) expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin' });
  expect(securityHeaders('https://a.example').api['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
});
