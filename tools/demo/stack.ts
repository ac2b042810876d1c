import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../deploy/local/start-error.ts';
import { runningStack, type StackDescription } from '../running-stack.ts';

export interface DemoStack {
  readonly url: string;
  readonly mailUrl: string;
  /** Ends what the demo started itself; nothing where the stack was running before. */
  stop(): Promise<void>;
}

const START_MS = 300_000;

/** The stack named by DEMO_URL, or the one that runs in this folder, or one started for the demo and stopped after it. */
export async function demoStack(): Promise<DemoStack> {
  const { DEMO_URL: url, DEMO_MAIL_URL: mailUrl } = process.env;
  if (url !== undefined) {
    if (!(await answers(url))) throw new Error(`Nothing answers at DEMO_URL (${url}).`);
    return { url, mailUrl: mailUrl ?? 'http://localhost:1080', stop: () => Promise.resolve() };
  }
  const there = await stackHere();
  if (there !== undefined) return { url: there.gatewayUrl, mailUrl: mailUrl ?? there.mailUrl, stop: () => Promise.resolve() };
  process.stdout.write('No stack is running here: starting one (npm start), and stopping it at the end.\n');
  const child = spawn(process.execPath, ['--conditions=source', '--disable-warning=ExperimentalWarning', 'deploy/local/start.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };
  const end = Date.now() + START_MS;
  for (;;) {
    // The description is written when every service is ready, so the commands find it, too.
    const started = await stackHere();
    if (started !== undefined) return { url: started.gatewayUrl, mailUrl: mailUrl ?? started.mailUrl, stop };
    if (child.exitCode !== null) throw new Error('The stack did not start; see its last lines above.');
    if (Date.now() > end) {
      await stop();
      throw new Error('The stack was not ready within five minutes.');
    }
    await sleep(500);
  }
}

/** What `npm start` has written down about its stack, where that stack still answers. */
async function stackHere(): Promise<StackDescription | undefined> {
  try {
    const described = runningStack();
    return (await answers(described.gatewayUrl)) ? described : undefined;
  } catch (error) {
    if (error instanceof StartError) return undefined;
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/programme`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
