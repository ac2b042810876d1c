import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endProcesses, isRunning, type RunningProcess } from './running-process.ts';

/**
 * The children of this process, kept where they survive it: with a guardian process that ends them when this one dies, and in a file that the
 * next start reads in case both were killed.
 */
export class ProcessList {
  private readonly file: string;
  private entries: RunningProcess[] = [];
  private guardian: ChildProcess | undefined;
  private closed = false;

  constructor(file: string) {
    this.file = file;
  }

  get running(): readonly RunningProcess[] {
    return this.entries;
  }

  add(entry: RunningProcess): void {
    this.entries = [...this.entries, entry];
    this.publish();
  }

  remove(pid: number): void {
    this.entries = this.entries.filter((it) => it.pid !== pid);
    this.publish();
  }

  /** Lets the guardian go: nothing is left to guard. */
  close(): void {
    this.closed = true;
    if (!this.guardian) return;
    this.guardian.stdin?.end();
    rmSync(this.file, { force: true });
  }

  private publish(): void {
    if (this.closed) return;
    const line = JSON.stringify(this.entries);
    this.guardian ??= startGuardian();
    this.guardian.stdin?.write(`${line}\n`);
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, line);
    renameSync(`${this.file}.new`, this.file);
  }
}

function startGuardian(): ChildProcess {
  const script = join(import.meta.dirname, 'guardian.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=32'];
  const guardian = spawn(process.execPath, [...flags, script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: {} });
  // If the guardian itself is killed, the file still knows the children; writing to it must not take the stack down.
  guardian.stdin?.on('error', () => undefined);
  guardian.on('error', () => undefined);
  guardian.unref();
  return guardian;
}

/** Ends what an earlier run left behind, by id and beginning, and forgets the file. Returns the names that were still running. */
export async function endLeftovers(file: string): Promise<string[]> {
  const left = readList(file).filter(isRunning);
  await endProcesses(left);
  rmSync(file, { force: true });
  return left.map((it) => it.name);
}

function readList(file: string): RunningProcess[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningProcess[];
  } catch {
    return [];
  }
}
