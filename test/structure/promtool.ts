import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Prometheus' own checker, of Debian's package. */
export async function promtool(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run('promtool', args).catch((error: unknown) => {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') throw new Error('There is no promtool: apt-get install -y prometheus.');
    throw error;
  });
}
