import { codeOf } from './start-error.ts';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that we started, described well enough that another process can end it later, and only it. */
export type RunningProcess = {
  name: string;
  pid: number;
  /** When it began, as the system tells it: a pid is reused after a while, a pid with its beginning is not. */
  began: string;
  /** Lower numbers are stopped first. */
  stopOrder: number;
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** How long it may take over a clean end before it is killed. */
  graceMs: number;
};

/** The beginning of process `pid` as an opaque token, or undefined when no such process lives (a zombie does not). */
export function beginningOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name stands in parentheses and may itself contain spaces and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}:${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export const isRunning = (it: Pick<RunningProcess, 'pid' | 'began'>): boolean => beginningOf(it.pid) === it.began;

/** Sends `signal` to `pid`, or to the whole group when negative; a process that has already gone is no error. */
// Not instanceof: in a Jest worker the error comes from another realm.
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') throw error;
  }
}

/** Ends processes in their stop order, each order at once, killing what outlives its grace time. Returns the names that had to be killed. */
export async function endProcesses(processes: readonly RunningProcess[]): Promise<string[]> {
  const killed: string[] = [];
  const orders = [...new Set(processes.map((it) => it.stopOrder))].toSorted((a, b) => a - b);
  for (const order of orders) {
    const group = processes.filter((it) => it.stopOrder === order && isRunning(it));
    for (const it of group) signalProcess(it.pid, it.stopSignal);
    const outcomes = await Promise.all(group.map(endsInTime));
    for (const it of group.filter((_, index) => !outcomes[index])) {
      killed.push(it.name);
      signalProcess(-it.pid, 'SIGKILL');
      signalProcess(it.pid, 'SIGKILL');
    }
  }
  return killed;
}

async function endsInTime(it: RunningProcess): Promise<boolean> {
  const deadline = performance.now() + it.graceMs;
  while (isRunning(it)) {
    if (performance.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}
