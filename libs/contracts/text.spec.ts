import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { line, opaque, paragraph } from './text.ts';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean => schema.safeParse(value).success;

describe('one line of text', () => {
  const name = line(200);

  test.each(['Ünïted Sécurity', 'شركة الأمن', 'חברת אבטחה', '株式会社セキュリティ', 'Rocket 🚀 Security', "O'Neill & Söhne", "'; DROP TABLE partner; --", '{{constructor}}', '<script>'])(
    'takes an odd but honest name as written: %s',
    (text) => {
      expect(name.parse(text)).toBe(text);
    },
  );

  test.each([
    ['nothing', ''],
    ['blanks alone', '   '],
    ['NUL', 'a\u0000b'],
    ['a line break', 'a\nBcc: victim@example.com'],
    ['a carriage return', 'a\rb'],
    ['an escape sequence', 'a\u001b[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a lone high surrogate', 'a\ud83d'],
    ['a lone low surrogate', '\ude80a'],
    ['a bidirectional override', 'abc\u202Efdp.exe'],
    ['a bidirectional isolate', 'a\u2066b'],
    ['201 characters', 'x'.repeat(201)],
  ])('refuses %s', (_what, text) => {
    expect(accepts(name, text)).toBe(false);
  });

  test('is trimmed, and one character is enough', () => {
    expect(name.parse('  x ')).toBe('x');
  });

  test('whatever it lets through can be stored by PostgreSQL and put into a mail header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const parsed = name.safeParse(text);
        if (!parsed.success) return;
        expect(parsed.data.isWellFormed()).toBe(true);
        expect(/[\u0000\r\n]/.test(parsed.data)).toBe(false);
      }),
    );
  });
});

test('a paragraph keeps tabs and line breaks, and refuses other controls', () => {
  expect(paragraph(100).parse('first\n\tsecond')).toBe('first\n\tsecond');
  expect(accepts(paragraph(100), 'bell\u0007')).toBe(false);
});

test('an opaque text is never changed, and still holds no NUL', () => {
  expect(opaque(100).parse('  pass word  ')).toBe('  pass word  ');
  expect(accepts(opaque(100), 'a\u0000')).toBe(false);
  expect(accepts(opaque(100), '\ud800')).toBe(false);
});
