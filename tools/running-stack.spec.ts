import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runningStack } from './running-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'running-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

function described(content: string): string {
  const file = join(folder, 'stack.json');
  writeFileSync(file, content);
  return file;
}
const stackOf = (pid: number) => JSON.stringify({ pid, gatewayUrl: 'http://localhost:3000', mailUrl: 'http://localhost:1080', services: {} });

test('the stack of a process that lives is found', () => {
  expect(runningStack(described(stackOf(process.pid)))).toMatchObject({ gatewayUrl: 'http://localhost:3000' });
});

test('where none runs, or one was killed and left its description behind, a sentence says so', () => {
  expect(() => runningStack(join(folder, 'nothing.json'))).toThrow(/^No stack runs in this folder/);
  // Beyond the largest pid of any system.
  expect(() => runningStack(described(stackOf(2 ** 30)))).toThrow(/^No stack runs in this folder/);
});

test('a description that is damaged is named', () => {
  expect(() => runningStack(described('{ "pid": 1'))).toThrow(/stack\.json cannot be read: stop the stack and start it again/);
});
