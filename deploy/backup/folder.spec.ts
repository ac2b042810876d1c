import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from './folder.ts';

const place = mkdtempSync(join(tmpdir(), 'backup-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a backup gets a folder of its own, which nobody else may read', () => {
  const folder = join(place, 'new');
  makeFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(() => makeFolder(folder)).toThrow(/is there already: name a new folder/);
  expect(() => makeFolder(join(place, 'nothing/new'))).toThrow(/the folder above it is not there/);
});
