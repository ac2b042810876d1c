import { spawn, type SpawnOptions } from 'node:child_process';
import { Child, type ChildSpec, type Crash } from './child.ts';
import { beginLog } from './log-file.ts';
import { ProcessList } from './process-list.ts';
import { beginningOf, endProcesses } from './running-process.ts';
import { Stopping } from './start-error.ts';

/** A short command that failed; `output` is the end of what it printed. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly output: string;

  constructor(command: string, how: string, output: string) {
    super(`${command} ${how}${output ? `:\n${output}` : ''}`);
    this.output = output;
  }
}

/** Everything that one run has started: long-running children and short commands. `stop()` ends all of it in order and leaves none behind. */
export class Processes {
  private readonly list: ProcessList;
  private readonly onCrash: (crash: Crash) => void;
  private readonly children: Child[] = [];
  private stopping: Promise<string[]> | undefined;

  constructor(options: { listFile: string; onCrash?: (crash: Crash) => void }) {
    this.list = new ProcessList(options.listFile);
    this.onCrash = options.onCrash ?? (() => undefined);
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Starts a long-running child whose output goes to its log file. */
  start(spec: ChildSpec): Child {
    this.refuseWhenStopping();
    beginLog(spec.logFile);
    const child = new Child(spec, this.list, this.onCrash);
    this.children.push(child);
    child.start();
    return child;
  }

  /** Runs a short command to its end and returns what it printed on standard output; throws `CommandFailed` with the end of its output. */
  async run(command: string, args: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> = {}): Promise<string> {
    this.refuseWhenStopping();
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const { pid } = child;
    const began = pid === undefined ? undefined : beginningOf(pid);
    if (pid !== undefined && began !== undefined) {
      this.list.add({ name: command, pid, began, stopOrder: 0, stopSignal: 'SIGTERM', graceMs: 2000 });
    }
    let out = '';
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()));
    try {
      const how = await new Promise<string | undefined>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve(code === 0 ? undefined : signal ? `was ended by ${signal}` : `exited with code ${code}`));
      });
      this.refuseWhenStopping();
      if (how) throw new CommandFailed(`${command} ${args[0] ?? ''}`.trim(), how, all.trim().split('\n').slice(-25).join('\n'));
      return out;
    } finally {
      if (pid !== undefined) this.list.remove(pid);
    }
  }

  /** Ends everything in stop order. Safe to call twice. Returns the names of those that had to be killed. */
  stop(): Promise<string[]> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<string[]> {
    for (const child of this.children) child.letGo();
    const killed = await endProcesses(this.list.running);
    this.list.close();
    return killed;
  }

  private refuseWhenStopping(): void {
    if (this.stopping) throw new Stopping('The stack is being stopped.');
  }
}
