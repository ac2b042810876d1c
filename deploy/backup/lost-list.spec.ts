import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Head } from '#libs/messaging/topic.heads';
import { keepLost } from './lost-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'lost-'));
const file = join(folder, 'lost-events.json');
afterAll(() => rmSync(folder, { recursive: true }));

const lost = (id: string, time: string): Head => ({ topic: 'deals', id, source: '/services/leads', type: 'deal.registered.v1', subject: id, sequence: 1n, time });
const listed = (): string[] => (JSON.parse(readFileSync(file, 'utf8')) as { id: string }[]).map(({ id }) => id);

test('a run after one that was cut short adds to the list, and forgets nothing of it', () => {
  keepLost(file, [lost('b', '2026-11-26T02:00:00Z'), lost('a', '2026-11-26T01:00:00Z')]);
  expect(listed()).toEqual(['a', 'b']);
  expect(keepLost(file, [lost('b', '2026-11-26T02:00:00Z'), lost('c', '2026-11-26T03:00:00Z')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(listed()).toEqual(['a', 'b', 'c']);
  expect(keepLost(file, [])).toHaveLength(3);
  expect(listed()).toEqual(['a', 'b', 'c']);
});

test('a file of something else stays as it is', () => {
  writeFileSync(file, '{ "mine": true }');
  expect(() => keepLost(file, [lost('a', '2026-11-26T01:00:00Z')])).toThrow('name another file with --lost');
  expect(readFileSync(file, 'utf8')).toBe('{ "mine": true }');
});
