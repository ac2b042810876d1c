import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountKeysOf, searchText } from './account-keys.ts';

const keys = (name: string, country = 'US') => accountKeysOf({ name, country }).names;
const meet = (one: readonly string[], other: readonly string[]) => one.some((key) => other.includes(key));

describe('the keys of an account', () => {
  test.each([
    ['Walmart Inc.', 'WAL MART'],
    ['Bank Acme', 'Acme Bank LLC'],
    ['Société Générale S.A.', 'Generale Societe'],
    ['Exxon Mobil Corporation', 'ExxonMobil'],
    ['The Coca-Cola Company', 'Coca Cola'],
    ['Яндекс ООО', 'ООО ЯНДЕКС'],
    ['Τράπεζα Πειραιώς', 'ΤΡΆΠΕΖΑ Πειραιώς'],
    ['华为技术有限公司', '华为技术有限公司'],
  ])('%s meets %s', (one, other) => {
    expect(meet(keys(one), keys(other))).toBe(true);
  });

  test('another country is another customer', () => {
    expect(meet(keys('Acme', 'US'), keys('Acme', 'DE'))).toBe(false);
  });

  test.each([
    undefined, null, 'https://gmail.com', 'linkedin.com/company/acme',
    '192.0.2.10', 'http://192.0.2.10:8080/x', '3221225994', 'https://[2001:db8::1]/', '2001:db8::1', 'co.uk', 'https://com/', 'рф', 'localhost', 'n/a',
  ])('%s is no domain', (website) => {
    expect(accountKeysOf({ name: 'Acme', website, country: 'US' }).domain).toBeNull();
  });

  test('a website is its registrable domain', () => {
    expect(accountKeysOf({ name: 'Acme', website: 'https://shop.acme.co.uk/x', country: 'GB' }).domain).toBe('acme.co.uk');
  });

  test('any order, case, spacing and legal form of the same words is the same name, which fits into an index', () => {
    const word = fc.stringMatching(/^[A-Za-zÄÖÜéñç0-9]{2,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.constantFrom('', ' Inc.', ', LLC', ' GmbH & Co. KG'), fc.integer(), (words, form, seed) => {
        // A word that is itself a legal form may be taken for one, depending on where it stands.
        const plain = words.map((each) => `q${each}`);
        const shuffled = plain.toSorted((a, b) => ((a.length * 31 + seed) % 7) - ((b.length * 31 + seed) % 7));
        expect(meet(keys(plain.join(' ')), keys(`${shuffled.join('  ').toUpperCase()}${form}`))).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((name) => name.trim() !== ''), (name) => keys(name).every((key) => Buffer.byteLength(key) < 1000)));
  });
});

test('names are searched for without accents and case', () => {
  expect(searchText('  Société   GÉNÉRALE ')).toBe('societe generale');
});
