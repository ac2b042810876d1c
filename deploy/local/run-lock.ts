import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beginningOf } from './running-process.ts';
import { codeOf, StartError } from './start-error.ts';

/** Makes sure that one start at a time uses the folder; returns what gives it back. A claim of a process that is gone counts for nothing. */
export function claimFolder(file: string): () => void {
  const mine = `${process.pid} ${beginningOf(process.pid)}`;
  try {
    writeFileSync(file, mine, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const [pid = '', began] = readFileSync(file, 'utf8').split(' ');
    if (began !== undefined && beginningOf(Number(pid)) === began) {
      throw new StartError(`The stack of this folder runs already (process ${pid}): stop it with Ctrl-C in its terminal, or with: kill ${pid}.`);
    }
    writeFileSync(file, mine);
  }
  return () => rmSync(file, { force: true });
}
