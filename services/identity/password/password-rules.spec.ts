import { describe, expect, test } from '@jest/globals';
import { refusals } from './password-rules.ts';

const ada = { email: 'ada.lovelace@cybertech.example', name: 'Ada Lovelace', companyName: 'CyberTech Solutions' };

describe('a new password', () => {
  test.each(['correct horse battery', 'xK3!pQ9#zL2m', 'Пароль с котом на крыше', '🦊🐢🦉🐝🦋🐌🐙🦀🐡🐬🐳🦓', 'a'.repeat(3) + ' long passphrase of only lower case letters'])(
    'is fine: %s',
    async (password) => {
      expect(await refusals(password, ada)).toEqual([]);
    },
  );

  test.each([
    ['short of twelve characters', 'xK3!pQ9#zL2', ['too_short']],
    ['longer than 256 characters', `xK3!pQ9#zL2m ${'wolf ribbon '.repeat(21)}`, ['too_long']],
    ['a favourite with digits', 'Password1234!', ['common']],
    ['a run of digits', '123456789012', ['common']],
    ['along the keyboard', 'qwertyuiop123', ['common']],
    ['one letter', 'aaaaaaaaaaaaaaaa', ['common']],
    ['a favourite twice', 'letmeinletmein', ['common']],
    ['the company', 'xK3! Cyber-Tech Solutions', ['personal']],
    ['part of the company', 'xK3!-cybertech-9#zL2m', ['personal']],
    ['the name', 'xK3!pLOVELACE9#zL2m', ['personal']],
    ['the address', 'ada.lovelace@cybertech.example', ['personal']],
  ])('is refused: %s', async (_, password, reasons) => {
    expect(await refusals(password, ada)).toEqual(reasons);
  });

  test('may contain short or empty parts of a name', async () => {
    expect(await refusals('correct horse de battery', { email: 'a@b.example', name: 'Jo de Vo', companyName: null })).toEqual([]);
  });

  test('counts characters, not UTF-16 units', async () => {
    expect(await refusals('🦊🐢🦉🐝🦋🐌🐙🦀🐡🐬🐳', ada)).toContain('too_short');
  });
});
