import { describe, expect, test } from '@jest/globals';
import { registrableDomain, websiteDomain, workMailDomain } from '#libs/matching/company-domain';
import { matchKeysOf } from './match-key.ts';
import { registrationKey } from './registration-number.ts';

const acme = { legalName: 'Acme Security Inc.', website: 'https://www.acme-security.co.uk/about', country: 'GB', email: 'jane@acme-security.co.uk' };

describe('the keys of a company', () => {
  test('are its domain once, and its name with the country', () => {
    expect(matchKeysOf(acme)).toEqual([
      { kind: 'domain', value: 'acme-security.co.uk' },
      { kind: 'name', value: 'GB:acmesecurity' },
    ]);
  });

  test('include another domain of its mail, and its registration number', () => {
    expect(matchKeysOf({ ...acme, email: 'jane@acme.io', registrationNumber: 'GB 123 4567 89' })).toEqual([
      { kind: 'domain', value: 'acme-security.co.uk' },
      { kind: 'domain', value: 'acme.io' },
      { kind: 'name', value: 'GB:acmesecurity' },
      { kind: 'registration', value: 'GB:123456789' },
    ]);
  });

  test('never include a free-mail domain', () => {
    for (const email of ['jane@gmail.com', 'jane@web.de', 'jane@hotmail.co.uk', 'jane@mail.gmx.de', 'jane@posteo.de']) {
      expect(matchKeysOf({ ...acme, email }).filter(({ kind }) => kind === 'domain')).toEqual([{ kind: 'domain', value: 'acme-security.co.uk' }]);
      expect(workMailDomain(email)).toBeUndefined();
    }
  });

  test.each([
    'https://www.linkedin.com/company/acme', 'de.linkedin.com/company/acme', 'facebook.com/acme', 'https://de-de.facebook.com/acme', 'https://sites.google.com/view/acme',
    'https://www.instagram.com/acme', 'x.com/acme', 'twitter.com/acme', 'https://youtube.com/@acme', 'https://youtu.be/x', 'github.com/acme', 'github.io', 'https://gitlab.com/acme',
    'wixsite.com/acme', 'https://medium.com/@acme', 'acme.medium.com', 'https://linktr.ee/acme', 'xing.com/pages/acme', 'https://www.tiktok.com/@acme', 'https://google.com/maps?q=acme',
  ])('take no domain from a page that anybody can have: %s', (website) => {
    expect(matchKeysOf({ ...acme, website, email: 'jane@gmail.com' }).filter(({ kind }) => kind === 'domain')).toEqual([]);
    expect(matchKeysOf({ ...acme, website })).toContainEqual({ kind: 'domain', value: 'acme-security.co.uk' });
  });

  test.each(['acme.github.io', 'acme.wixsite.com', 'acme-linkedin.com'])('take a domain of the own below or beside such a host: %s', (website) => {
    expect(matchKeysOf({ ...acme, website, email: 'jane@gmail.com' })).toContainEqual({ kind: 'domain', value: website });
  });

  test('fit into an index, however far a name decomposes', () => {
    for (const { value } of matchKeysOf({ ...acme, legalName: '﷽'.repeat(200) })) expect(Buffer.byteLength(value)).toBeLessThan(1000);
  });
});

test.each([
  ['www.acme.com', 'acme.com'],
  ['acme.co.uk.', 'acme.co.uk'],
  ['MÜNCHEN.de', 'xn--mnchen-3ya.de'],
  ['acme.github.io', 'acme.github.io'],
  ['acme.uk.com', 'acme.uk.com'],
  ['github.io', 'github.io'],
  ['co.uk', undefined],
  ['com', undefined],
  ['localhost', undefined],
  ['192.168.1.1', undefined],
])('the registrable domain of %s is %s', (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});

test.each([
  ['acme.com', 'acme.com'],
  ['HTTPS://Shop.Acme.com:8443/a?b#c', 'acme.com'],
  ['http://127.0.0.1', undefined],
  ['http://0x7f.1', undefined],
  ['https://co.uk', undefined],
  ['http://exa mple.com', undefined],
])('the website %s has the domain %s', (website, domain) => {
  expect(websiteDomain(website)).toBe(domain);
});

test.each([
  ['HRB 12345 B', 'DE', 'HRB12345B'],
  ['DE123456789', 'DE', '123456789'],
  ['ATU12345678', 'AT', '12345678'],
  ['DENIM2000', 'DE', 'DENIM2000'],
  ['n/a', 'DE', undefined],
  ['pending', 'US', undefined],
  ['0000000', 'US', undefined],
  ['12', 'US', undefined],
])('the registration number %s in %s is %s', (number, country, key) => {
  expect(registrationKey(number, country)).toBe(key);
});
