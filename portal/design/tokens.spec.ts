import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const source = readFileSync(join(import.meta.dirname, 'tokens.scss'), 'utf8');
const [, light = '', dark = ''] = source.split(/\[data-bs-theme='(?:light|dark)'\]/);
const colours = (block: string) => new Map([...block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
const themes = { light: colours(light), dark: colours(dark) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const onPages = ['paper', 'surface'];
const text: [string, string][] = [
  ...['ink', 'muted', 'accent', 'accent-hover', 'warn', 'bad'].flatMap((name) => onPages.map((ground): [string, string] => [name, ground])),
  ['on-accent', 'accent'], ['on-accent', 'accent-hover'],
  ...['ink', 'muted', 'accent'].map((name): [string, string] => [name, 'accent-soft']),
  ['ink', 'warn-soft'], ['warn', 'warn-soft'], ['muted', 'warn-soft'], ['ink', 'bad-soft'], ['bad', 'bad-soft'], ['muted', 'bad-soft'],
  ...['band', 'band-raised'].flatMap((ground) => ['band-ink', 'band-muted', 'band-accent'].map((name): [string, string] => [name, ground])),
  ['on-band-accent', 'band-accent'], ['on-band-accent', 'band-ink'],
];
/** Edges of controls, and parts of charts: what has to be seen, not read. */
const shapes: [string, string][] = ['line-strong', 'accent', 'chart-first', 'chart-second'].flatMap((name) => onPages.map((ground): [string, string] => [name, ground]));

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const value = (name: string): string => {
    const found = themes[theme].get(name);
    if (found === undefined) throw new Error(`There is no colour ${name}.`);
    return found;
  };

  test.each(text)('%s can be read on %s', (name, ground) => {
    expect(contrast(value(name), value(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)('%s can be seen on %s', (name, ground) => {
    expect(contrast(value(name), value(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('both themes name the same colours, and the formula knows black on white', () => {
  expect([...themes.dark.keys()]).toEqual([...themes.light.keys()]);
  expect(themes.light.size).toBeGreaterThan(20);
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 1);
});

test('before any script, the dark page has the dark theme’s colours', () => {
  const first = colours(readFileSync(join(import.meta.dirname, 'first-look.scss'), 'utf8'));
  expect(first.size).toBeGreaterThan(2);
  for (const [name, value] of first) expect([name, value]).toEqual([name, themes.dark.get(name)]);
});
