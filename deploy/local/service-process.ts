import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { lastLines, logFile } from './log-file.ts';
import { nodeFlags } from './node-flags.ts';
import type { Processes } from './processes.ts';
import type { LocalService } from './services.ts';
import { StartError } from './start-error.ts';

const READY_TIMEOUT_MS = 90_000;
/** A service that ends this often before it was ever ready will not become so by itself. */
const CRASHES_BEFORE_GIVING_UP = 3;

type Options = { definition: LocalService; env: NodeJS.ProcessEnv; processes: Processes; root: string; directory: string; restart: boolean };

/** A service of the stack as a process, with the handles that fault tests need. */
export class RunningService {
  readonly name: string;
  readonly url: string;
  readonly managementUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  private readonly child: Child;

  constructor({ definition, env, processes, root, directory, restart }: Options) {
    this.name = definition.name;
    this.url = `http://127.0.0.1:${env['PORT']}`;
    this.managementUrl = `http://127.0.0.1:${env['MANAGEMENT_PORT']}`;
    this.env = env;
    this.logFile = logFile(directory, definition.name);
    this.child = processes.start({
      name: definition.name,
      command: process.execPath,
      args: [...nodeFlags, join(root, 'dist/services', definition.name, 'main.js')],
      env,
      cwd: root,
      logFile: this.logFile,
      stopOrder: 0,
      graceMs: 7000,
      background: definition.background ?? false,
      restart,
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Sends a signal as a fault would, and waits for the end where the signal ends a process. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const ends = signal !== 'SIGSTOP' && signal !== 'SIGCONT';
    const end = ends ? this.child.hasEnded() : undefined;
    this.child.kill(signal);
    await end;
  }

  /** Starts it again after `kill` or `stop`, and waits until it is ready. */
  async start(): Promise<void> {
    // Whoever starts it on purpose does not count how it ended before: the storm kills one three times within a minute.
    this.child.crashes = 0;
    this.child.start();
    await this.untilReady();
  }

  /** A clean end: it drains first. */
  async stop(): Promise<void> {
    await this.child.stop();
    await this.child.hasEnded();
  }

  /** Throws a `StartError` with the end of the log when it does not become ready in time. */
  async untilReady(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    const hopeless = () => (!this.child.running && !this.child.spec.restart) || this.child.crashes >= CRASHES_BEFORE_GIVING_UP;
    while (!(await isOk(`${this.managementUrl}/health/ready`))) {
      if (hopeless() || performance.now() > deadline) {
        const how = hopeless() ? 'ended before it was ready' : `was not ready within ${timeoutMs / 1000} s`;
        throw new StartError(`The service ${this.name} ${how}; the end of ${this.logFile}:\n${lastLines(this.logFile).join('\n')}`);
      }
      await sleep(100);
    }
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
