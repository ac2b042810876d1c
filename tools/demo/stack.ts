import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DemoStack {
  readonly url: string;
  readonly mailUrl: string;
  /** Ends what the demo started itself; nothing where the stack was running before. */
  stop(): Promise<void>;
}

/** The stack named by DEMO_URL, or the one that runs on this machine, or one started for the demo and stopped after it. */
export async function runningStack(): Promise<DemoStack> {
  const url = process.env['DEMO_URL'] ?? `http://localhost:${process.env['PORT'] ?? '3000'}`;
  const mailUrl = process.env['DEMO_MAIL_URL'] ?? 'http://localhost:1080';
  if (await answers(url)) return { url, mailUrl, stop: () => Promise.resolve() };
  if (process.env['DEMO_URL'] !== undefined) throw new Error(`Nothing answers at DEMO_URL (${url}).`);
  process.stdout.write('No stack is running here: starting one (npm start), and stopping it at the end.\n');
  const child = spawn(process.execPath, ['--conditions=source', '--disable-warning=ExperimentalWarning', 'deploy/local/start.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };
  const end = Date.now() + 300_000;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error('The stack did not start; see its last lines above.');
    if (Date.now() > end) {
      await stop();
      throw new Error('The stack did not answer within five minutes.');
    }
    await sleep(500);
  }
  return { url, mailUrl, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/programme`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
