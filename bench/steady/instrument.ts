import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';

/**
 * What measures is a process of its own, and comes before what is measured: it takes a tenth of a processor, and where it waits for its turn its own wait would be
 * taken for an answer that did not come. Only root may; elsewhere it runs like any other.
 */
export function comeFirst(): void {
  try {
    setPriority(-5);
  } catch {
    // Not root.
  }
}

/** Starts a script of this folder that answers by messages. */
export function startInstrument(name: string): ChildProcess {
  return fork(join(import.meta.dirname, name), [], { execArgv: ['--disable-warning=ExperimentalWarning'] });
}

/** The next message of a process; rejects where it ends before. */
export function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`An instrument ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
