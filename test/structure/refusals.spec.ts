import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fieldSentences } from '#libs/contracts/field-sentences';
import { httpProblems } from '#libs/service/problems';
import { findSentence } from '../../portal/form/sentence.ts';
import { problemTexts } from '../../portal/texts/problem.texts.ts';
import { sentenceTexts } from '../../portal/texts/sentence.texts.ts';
import { filesBelow, root } from './source-files.ts';

const code = (text: string) => text.split('\n').filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line)).join('\n');
const sources = (folder: string) => filesBelow(folder).filter((path) => path.endsWith('.ts') && !/\.spec\.ts$|\/(spec|testing)\//.test(path)).map((path) => code(readFileSync(join(root, path), 'utf8')));
const found = (folder: string, pattern: RegExp) => sources(folder).flatMap((text) => [...text.matchAll(pattern)].map(([, one = '']) => one));

/** What a page of ours never sends, and what the portal takes care of before anybody reads of it. */
const neverRead = new Set([
  'http/malformed-request', 'http/malformed-json', 'http/duplicate-key', 'http/forbidden-key', 'http/too-deep', 'http/malformed-text', 'http/malformed-url', 'http/invalid-cursor', 'http/method-not-allowed',
  'http/not-acceptable', 'http/unsupported-media-type', 'http/invalid-idempotency-key', 'http/invalid-if-match', 'http/headers-too-large', 'gateway/malformed-path',
  // The bell opens its stream again by itself.
  'gateway/too-many-streams',
  // No page moves a line or a failed mail by hand.
  'commissions/illegal-transition', 'notifications/illegal-transition', 'notifications/failed-mail-not-found',
]);

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b));

describe('whatever the services refuse', () => {
  test('has a text in both languages by its code', () => {
    const declared = ['services', 'libs'].flatMap((folder) => found(folder, /\bcode: (.*)/g)).flatMap((rest) => [...rest.matchAll(/'([a-z]+\/[a-z]+(?:-[a-z]+)*)'/g)].map(([, one = '']) => one));
    const codes = new Set([...Object.keys(httpProblems), ...declared]);
    expect(codes.size).toBeGreaterThan(50);
    expect([...codes].filter((it) => !(it in problemTexts.en) && !neverRead.has(it))).toEqual([]);
    expect([...neverRead].filter((it) => !codes.has(it) || it in problemTexts.en)).toEqual([]);
  });

  test('of a field is one of the sentences that the portal has, also where a contract says it', () => {
    const said = found('libs/contracts', /error: (?:'([^']+)')/g);
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((it) => findSentence(it)?.sentence !== it)).toEqual([]);
  });

  test.each(fieldSentences)('"%s" is found again as it is sent, and says in both languages what was filled in', (sentence) => {
    const values = Object.fromEntries(placeholders(sentence).map((name, index) => [name, `7${index} x`]));
    const sent = sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    expect(findSentence(sent)).toEqual({ sentence, values });
    for (const text of [sentenceTexts.en[sentence], sentenceTexts.de[sentence]]) expect([[], placeholders(sentence)]).toContainEqual(placeholders(text));
  });

  test('says nothing of a field that is not known', () => expect(findSentence('Invalid input: expected string')).toBeUndefined());
});
