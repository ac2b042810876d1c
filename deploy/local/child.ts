import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { lastLines } from './log-file.ts';
import type { ProcessList } from './process-list.ts';
import { beginningOf, endProcesses, signalProcess, type RunningProcess } from './running-process.ts';

export type ChildSpec = {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  cwd?: string;
  /** Run as another user (only root can). */
  user?: { uid: number; gid: number };
  stopOrder: number;
  stopSignal?: RunningProcess['stopSignal'];
  graceMs: number;
  /** Steps back where the processors are busy; such a process gets about a tenth of what another one gets. */
  background?: boolean;
  /** Start it again, with growing pauses, when it ends without having been asked to. */
  restart: boolean;
};

export type Crash = { name: string; how: string; lastLines: string[]; restartInMs?: number };

const BACKGROUND = constants.priority.PRIORITY_BELOW_NORMAL;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** Having run this long, a process counts as healthy and its next crash starts from the shortest pause. */
const HEALTHY_AFTER_MS = 60_000;

/** One long-running child in its own process group, so that a terminal's Ctrl-C reaches us alone and we stop it in order. */
export class Child {
  readonly spec: ChildSpec;
  private readonly list: ProcessList;
  private readonly onCrash: (crash: Crash) => void;
  private process: ChildProcess | undefined;
  private entry: RunningProcess | undefined;
  private wanted = false;
  /** Unasked ends in a row, none of them after a healthy minute. */
  crashes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(spec: ChildSpec, list: ProcessList, onCrash: (crash: Crash) => void) {
    this.spec = spec;
    this.list = list;
    this.onCrash = onCrash;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): boolean {
    return this.process !== undefined;
  }

  start(): void {
    if (this.process) return;
    this.wanted = true;
    const { spec } = this;
    const log = openSync(spec.logFile, 'a', 0o600);
    const began = performance.now();
    const child = spawn(spec.command, spec.args, {
      env: spec.env,
      cwd: spec.cwd,
      detached: true,
      stdio: ['ignore', log, log],
      ...spec.user,
    });
    closeSync(log);
    this.process = child;
    child.once('error', (error) => this.ended(child, error.message, 0));
    child.once('exit', (code, signal) => this.ended(child, signal ? `was ended by ${signal}` : `exited with code ${code}`, performance.now() - began));
    if (spec.background && child.pid !== undefined) stepBack(child.pid);
    const beginning = child.pid === undefined ? undefined : beginningOf(child.pid);
    if (child.pid === undefined || beginning === undefined) return;
    const { name, stopOrder, graceMs, stopSignal = 'SIGTERM' } = spec;
    this.entry = { name, pid: child.pid, began: beginning, stopOrder, stopSignal, graceMs };
    this.list.add(this.entry);
  }

  /** Resolves when no process runs (at once if none does). */
  async hasEnded(): Promise<void> {
    const { process: running } = this;
    if (running) await new Promise<void>((resolve) => running.once('exit', () => resolve()));
  }

  /** Sends a signal from outside, as a fault would: what follows is a crash like any other. */
  kill(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) signalProcess(this.pid, signal);
  }

  /** No restart from now on; what runs goes on running until it is stopped. */
  letGo(): void {
    this.wanted = false;
    clearTimeout(this.timer);
  }

  async stop(): Promise<string[]> {
    this.letGo();
    return this.entry ? await endProcesses([this.entry]) : [];
  }

  private ended(child: ChildProcess, how: string, livedMs: number): void {
    if (this.process !== child) return;
    this.process = undefined;
    this.entry = undefined;
    if (child.pid !== undefined) {
      // Grandchildren share the group and must not outlive the child.
      signalProcess(-child.pid, 'SIGKILL');
      this.list.remove(child.pid);
    }
    if (!this.wanted) return;
    this.crashes = livedMs > HEALTHY_AFTER_MS ? 1 : this.crashes + 1;
    const restartInMs = this.spec.restart ? pauseBeforeRestart(this.crashes) : undefined;
    this.onCrash({ name: this.spec.name, how, lastLines: lastLines(this.spec.logFile), restartInMs });
    if (restartInMs !== undefined) this.timer = setTimeout(() => this.start(), restartInMs);
  }
}

/** Where the system shares out by sessions first (autogroups, on most Linux desktops), the process's own priority says nothing to other sessions; then its session is told too. */
function stepBack(pid: number): void {
  try {
    setPriority(pid, BACKGROUND);
    if (existsSync(`/proc/${pid}/autogroup`)) writeFileSync(`/proc/${pid}/autogroup`, String(BACKGROUND));
  } catch {
    // It ended at once, or the system does not let us; then it runs like any other.
  }
}

/** 1 s, 2 s, 4 s … 30 s. */
export const pauseBeforeRestart = (crashes: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (crashes - 1), LONGEST_PAUSE_MS);
