import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pauseBeforeRestart, type ChildSpec, type Crash } from './child.ts';
import { endLeftovers } from './process-list.ts';
import { CommandFailed, Processes } from './processes.ts';
import { claimFolder } from './run-lock.ts';
import { beginningOf, isRunning, type RunningProcess } from './running-process.ts';
import { Stopping } from './start-error.ts';

const until = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; !what(); tries += 1) {
    if (tries > 400) throw new Error(`Waited 10 s in vain for ${what.toString()}`);
    await sleep(25);
  }
};

describe('the processes of a run', () => {
  let directory: string;
  let crashes: Crash[];
  let processes: Processes;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'processes-'));
    crashes = [];
    processes = new Processes({ listFile: join(directory, 'list.json'), onCrash: (crash) => crashes.push(crash) });
  });
  afterEach(() => processes.stop());

  const running = (script: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
    name: 'dummy',
    command: process.execPath,
    args: ['-e', script],
    env: { DIRECTORY: directory },
    logFile: join(directory, `${more.name ?? 'dummy'}.log`),
    stopOrder: 0,
    graceMs: 3000,
    restart: false,
    ...more,
  });
  const noteOnStop = (name: string, delayMs: number): string =>
    `process.on('SIGTERM', () => setTimeout(() => { require('fs').appendFileSync(process.env.DIRECTORY + '/order', '${name} '); process.exit() }, ${delayMs}));
     setInterval(() => {}, 1000); console.log('up');`;
  const isUp = (name: string): boolean => existsSync(join(directory, `${name}.log`)) && readFileSync(join(directory, `${name}.log`), 'utf8').includes('up');
  const listed = (): RunningProcess[] => JSON.parse(readFileSync(join(directory, 'list.json'), 'utf8')) as RunningProcess[];

  test('are stopped in order: a slow service drains before the broker is told', async () => {
    processes.start(running(noteOnStop('broker', 0), { name: 'broker', stopOrder: 2 }));
    processes.start(running(noteOnStop('service', 400), { name: 'service', stopOrder: 0 }));
    await until(() => isUp('broker') && isUp('service'));
    expect(await processes.stop()).toEqual([]);
    expect(readFileSync(join(directory, 'order'), 'utf8')).toBe('service broker ');
    expect(existsSync(join(directory, 'list.json'))).toBe(false);
  });

  test('step back where they are background work', async () => {
    const child = processes.start(running(noteOnStop('mails', 0), { name: 'mails', background: true }));
    const other = processes.start(running(noteOnStop('web', 0), { name: 'web' }));
    await until(() => isUp('mails') && isUp('web'));
    expect([child.pid, other.pid].map((pid) => getPriority(pid))).toEqual([10, 0]);
  });

  test('are killed, grandchildren included, when they outlive their grace time', async () => {
    const script = `process.on('SIGTERM', () => {}); const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log('up', child.pid); setInterval(() => {}, 1000);`;
    processes.start(running(script, { name: 'stubborn', graceMs: 300 }));
    await until(() => isUp('stubborn'));
    const grandchild = Number(/up (\d+)/.exec(readFileSync(join(directory, 'stubborn.log'), 'utf8'))?.[1]);
    expect(beginningOf(grandchild)).toBeDefined();
    expect(await processes.stop()).toEqual(['stubborn']);
    await until(() => beginningOf(grandchild) === undefined);
  });

  test('are reported with their last lines when they crash, and started again', async () => {
    const child = processes.start(running(`console.log('about to fail'); process.exit(3)`, { restart: true }));
    await until(() => crashes.length === 2);
    expect(crashes[0]).toEqual({ name: 'dummy', how: 'exited with code 3', lastLines: ['about to fail'], restartInMs: 1000 });
    expect(crashes[1]?.restartInMs).toBe(2000);
    await processes.stop();
    await sleep(50);
    expect(child.running).toBe(false);
  });

  test('start after growing pauses, at most 30 s', () => {
    expect([1, 2, 3, 5, 6, 60].map(pauseBeforeRestart)).toEqual([1000, 2000, 4000, 16_000, 30_000, 30_000]);
  });

  test('may be a short command, whose failure says what it printed', async () => {
    expect(await processes.run(process.execPath, ['-p', '6 * 7'])).toBe('42\n');
    const failing = processes.run(process.execPath, ['-e', 'console.error("no such thing"); process.exit(2)']);
    await expect(failing).rejects.toThrow(CommandFailed);
    await expect(failing).rejects.toMatchObject({ output: 'no such thing' });
  });

  test('do not start any more once the stop has begun', async () => {
    const long = processes.run(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const [outcome] = await Promise.allSettled([long, processes.stop()]);
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(Stopping) });
    expect(() => processes.start(running(''))).toThrow(Stopping);
  });

  test('end when the process that started them is killed', async () => {
    const script = `
      import { Processes } from ${JSON.stringify(join(import.meta.dirname, 'processes.ts'))};
      const processes = new Processes({ listFile: ${JSON.stringify(join(directory, 'list.json'))} });
      processes.start(${JSON.stringify(running(noteOnStop('orphan', 100), { name: 'orphan' }))});`;
    const parent = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script], { stdio: 'inherit' });
    try {
      // The list is written a moment after the process has begun.
      await until(() => isUp('orphan') && existsSync(join(directory, 'list.json')));
    } finally {
      parent.kill('SIGKILL');
    }
    const orphans = listed();
    await until(() => orphans.every((it) => !isRunning(it)));
    // It was asked, not killed.
    expect(readFileSync(join(directory, 'order'), 'utf8')).toBe('orphan ');
  });

  test('that an earlier run left behind are ended by id, never another process that has their id now', async () => {
    const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const innocent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const file = join(directory, 'left.json');
    const entry = { stopOrder: 0, stopSignal: 'SIGTERM', graceMs: 1000 };
    const pids = [left.pid ?? 0, innocent.pid ?? 0];
    writeFileSync(file, JSON.stringify([{ ...entry, name: 'left', pid: pids[0], began: beginningOf(pids[0] ?? 0) }, { ...entry, name: 'innocent', pid: pids[1], began: 'another time' }]));
    expect(await endLeftovers(file)).toEqual(['left']);
    expect(beginningOf(pids[0] ?? 0)).toBeUndefined();
    expect(beginningOf(pids[1] ?? 0)).toBeDefined();
    innocent.kill('SIGKILL');
  });

  test('belong to one start at a time', () => {
    const file = join(directory, 'start.pid');
    const giveBack = claimFolder(file);
    expect(() => claimFolder(file)).toThrow(`runs already (process ${process.pid})`);
    giveBack();
    writeFileSync(file, `${process.pid} another time`);
    claimFolder(file)();
  });
});
