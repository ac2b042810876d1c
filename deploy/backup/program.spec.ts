import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { root } from '../local/root.ts';

beforeAll(() => {
  if (!existsSync(join(root, 'dist/libs'))) throw new Error('There is no build in dist/: run npm run build.');
});

/** As an operator types it, with neither databases nor a broker. */
function typed(command: string, ...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', `deploy/backup/${command}.ts`, ...args], { cwd: root, env: {}, timeout: 60_000 }, (error, out, err) => resolve({ code: error?.code ?? 0, out, err }));
  });
}

test.each([
  ['recover', ['--nonsense'], "Unknown option '--nonsense'.\nUsage: npm run recover -- <folder>|--since <time>"],
  ['recover', ['--since'], "Option '--since <value>' argument missing.\nUsage: npm run recover -- "],
  ['recover', ['--since', 'yesterday'], '"yesterday" is no time: write it as '],
  ['recover', ['--since', '2026-11-26T02:15:00Z', '--lag-hours', 'two'], '--lag-hours is "two", which is no number of hours.'],
  ['restore', ['--nonsense'], "Unknown option '--nonsense'.\nUsage: npm run restore -- <folder>"],
  ['backup', ['--nonsense'], "Unknown option '--nonsense'.\nUsage: npm run backup -- <new folder>\n"],
])('%s %j is asked wrongly: one sentence, nothing done, and the exit code that ops has for it', async (command, args, said) => {
  expect(await typed(command, ...args)).toEqual({ code: 64, out: '', err: expect.stringContaining(said) });
});
