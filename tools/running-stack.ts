import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../deploy/local/root.ts';
import { beginningOf } from '../deploy/local/running-process.ts';
import { StartError } from '../deploy/local/start-error.ts';
import { environmentByVariables, ownService } from './config.ts';
import { exitCodes, UsageError } from './ops/usage.ts';

const shape = z.object({
  pid: z.number(),
  gatewayUrl: z.string(),
  mailUrl: z.string(),
  services: z.record(z.string(), z.object({ url: z.string(), managementUrl: z.string(), env: z.record(z.string(), z.string()) })),
});

export type StackDescription = z.output<typeof shape>;

/** The stack that `npm start` runs in this folder; a `StartError` when there is none, also where one was killed and its description has stayed. */
export function runningStack(file = join(root, '.local/stack.json')): StackDescription {
  const described = existsSync(file) ? read(file) : undefined;
  if (described === undefined || beginningOf(described.pid) === undefined) throw new StartError('No stack runs in this folder: start one with npm start, then try again in a second terminal. Another environment is named by variables, see docs/operations/ops.md.');
  return described;
}

function read(file: string): StackDescription {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError(`${file} cannot be read: stop the stack and start it again, which writes it anew.`);
  }
}

/** Runs a script with the environment of a service, of this container, of our variables or of the running stack, and our terminal; resolves to its exit code. */
export async function runFor(service: string, script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    env: { ...environmentOf(service), LOG_LEVEL: 'warn' },
    stdio: 'inherit',
  });
  return await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function environmentOf(service: string): NodeJS.ProcessEnv {
  const own = ownService();
  if (own?.name === service) return own.env;
  const byVariables = environmentByVariables(service);
  if (byVariables) return byVariables;
  const described = runningStack().services[service];
  if (!described) throw new StartError(`The running stack has no service ${service}.`);
  return described.env;
}

/** Runs `work` and turns what a person can put right into one sentence. */
export async function asCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}
