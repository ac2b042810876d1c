import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { wholeEnvironment } from '../../deploy/local/config.ts';
import { root } from '../../deploy/local/root.ts';

export const chart = join(root, 'charts/partner-management');
/** Programs and schemas, made once. */
export const cache = join(root, '.local/chart');

/** A command that did not succeed; the message is what it said. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Runs a program to its end and returns what it printed; throws `Refused` with all of its output. */
export function run(command: string, args: readonly string[], { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: { ...wholeEnvironment(), ...env }, maxBuffer: 256 * 1024 * 1024 }, (error, out, err) => {
      if (error) reject(new Refused(`${out}${err}`.trim() || error.message));
      else resolve(out);
    });
  });
}
