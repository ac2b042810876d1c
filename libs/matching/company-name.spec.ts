import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameKey, nameWords } from './company-name.ts';

describe('a company name', () => {
  test.each([
    ['CyberTech Solutions', 'Cyber Tech Solutions, Inc.'],
    ['Müller & Söhne GmbH & Co. KG', 'MULLER SOHNE'],
    ['Société Générale S.A.', 'Societe Generale SA'],
    ['O’Reilly Security L.L.C.', "OREILLY SECURITY LLC"],
    ['The Acme Corporation', 'ACME corp.'],
    ['ＡＣＭＥ Ｓｅｃｕｒｉｔｙ', 'Acme Security Limited'],
    ['ООО Ромашка', 'Ромашка'],
    ['トヨタ 株式会社', 'トヨタ'],
    ['Acme S A S', 'Acme SAS'],
    ['The Company', 'Company'],
    ['PT The Acme Tbk', 'Acme'],
    ['Straße Sicherheit AG', 'Strasse Sicherheit'],
    ['Łódź Security sp. z o.o.', 'Lodz Security Spzoo'],
  ])('%s is %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ['Security First', 'First Security'],
    ['Acme Security', 'Acme Systems'],
    ['Co', 'Inc'],
    ['The Company', 'The Corporation Inc.'],
    ['The Group Ltd', 'The Company'],
    ['The Group Ltd', 'The'],
    ['OOO The', 'PT The'],
    ['🔥', '🚒'],
    ['हिन्दी', 'हनद'],
  ])('%s is not %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  test('is never nothing', () => {
    expect(nameWords('GmbH')).toEqual(['gmbh']);
    expect(nameWords('...')).toEqual(['...']);
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() !== ''), (name) => nameKey(name).length > 0));
  });

  test('is the same in any case, with any spacing and after being normalised once', () => {
    const word = fc.stringMatching(/^[A-Za-zÄÖÜéèñçøł0-9]{2,12}$/);
    const name = fc.array(word, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(name, fc.constantFrom('', ' Inc.', ', LLC', ' GmbH & Co. KG', ' S.p.A.'), (words, form) => {
        const plain = words.join(' ');
        expect(nameKey(`  ${words.join('   ')}${form}`)).toBe(nameKey(plain));
        expect(nameKey(plain.toLowerCase())).toBe(nameKey(plain));
        expect(nameKey(plain.normalize('NFD'))).toBe(nameKey(plain.normalize('NFC')));
      }),
    );
  });
});
