import { mkdirSync } from 'node:fs';
import { codeOf } from '../local/start-error.ts';

/** The folder of a backup, for its owner alone. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new Error(`${folder} is there already: name a new folder, a backup writes over nothing.`, { cause: error });
    if (code === 'ENOENT') throw new Error(`${folder} cannot be made: the folder above it is not there.`, { cause: error });
    throw error;
  }
}
