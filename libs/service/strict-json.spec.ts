import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string) => parseStrictJson(Buffer.from(text));
function codeOf(text: string | Buffer): string {
  try {
    parseStrictJson(Buffer.from(text));
    return 'accepted';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('strict JSON', () => {
  test('gives what JSON.parse gives for any text that stringify or an indenting editor writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom('', '  ', '\t', '\r\n '), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent.trim() === '' ? indent : 0);
        if (text.includes('"__proto__"')) return;
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('finds a duplicate wherever it is put, however it is written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 6 }), fc.boolean(), fc.nat(30), (object, escaped, depth) => {
        const names = Object.keys(object).filter((name) => name !== '__proto__');
        const [name] = names;
        if (name === undefined || JSON.stringify(object).includes('"__proto__"')) return;
        const again = escaped ? `"${name.split('').map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"` : JSON.stringify(name);
        const doubled = `${JSON.stringify(object).slice(0, -1)} , ${again} : {"a\\"b":":"}}`;
        const within = Math.min(depth, 20);
        expect(codeOf('[{"x":'.repeat(within / 2) + doubled + '}]'.repeat(within / 2))).toBe('http/duplicate-key');
      }),
    );
  });

  test.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', 'accepted'],
    ['{"a":"\\"a\\":1,","b\\\\":"x"}', 'accepted'],
    ['{"a":"{\\"a\\":1}"}', 'accepted'],
    ['{"":1,"":2}', 'http/duplicate-key'],
    ['[{"a":1},{"b":{"c":1,"\\u0063":2}}]', 'http/duplicate-key'],
    ['{"__proto__":1}', 'http/forbidden-key'],
    ['{"a":[{"\\u005f_proto__":1}]}', 'http/forbidden-key'],
    ['{"a":1}{"b":2}', 'http/malformed-json'],
    ["{'a':1}", 'http/malformed-json'],
    ['{"a":NaN}', 'http/malformed-json'],
    ['\uFEFF{}', 'http/malformed-json'],
    ['[1,2', 'http/malformed-json'],
    [' \n', 'http/malformed-json'],
    ['true', 'accepted'],
    ['['.repeat(32) + ']'.repeat(32), 'accepted'],
    ['['.repeat(33) + ']'.repeat(33), 'http/too-deep'],
    ['{"a":'.repeat(60_000) + '1' + '}'.repeat(60_000), 'http/too-deep'],
  ])('%s', (text, expected) => expect(codeOf(text)).toBe(expected));

  test.each([
    [Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    [Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    [Buffer.from([0x22, 0xe2, 0x82])],
  ])('bytes that are no UTF-8 %#', (bytes) => expect(codeOf(bytes)).toBe('http/malformed-text'));

  test('names the key', () => expect(() => parse('{"price":1,"price":2}')).toThrow('The key "price" stands twice'));

  test('backslashes and quotes by the quarter megabyte take no time to speak of', () => {
    const text = JSON.stringify({ a: '\\"'.repeat(60_000), b: '\\'.repeat(60_000) });
    const started = performance.now();
    parse(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
