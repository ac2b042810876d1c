import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const logFile = (directory: string, name: string): string => join(directory, 'logs', `${name}.log`);

/** Begins a new log, keeping the one before as `<name>.previous.log`. */
export function beginLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) renameSync(file, file.replace(/\.log$/, '.previous.log'));
}

/** The last lines of a log, at most `count`, read from its end so that a long log costs nothing. */
export function lastLines(file: string, count = 12): string[] {
  if (!existsSync(file)) return [];
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, 16_384));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').split('\n').filter(Boolean).slice(-count);
  } finally {
    closeSync(descriptor);
  }
}
