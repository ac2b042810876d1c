import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { nodeFlags } from '../deploy/local/node-flags.ts';
import { root } from '../deploy/local/root.ts';
import { end, startScript } from './child.ts';
import { gradeLow, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

/** From spawn to ready, and resident memory after ten idle seconds, of each service by itself. */
export async function coldStart(around: Surroundings): Promise<Result[]> {
  const stack = await around.stack();
  const services = Object.values(stack.services);
  const results: Result[] = [];
  const nothing = await best(3, async () => {
    const begin = performance.now();
    await once(spawn(process.execPath, ['-e', '0']), 'exit');
    return (performance.now() - begin) / 1000;
  });
  const hello = await best(3, helloSeconds);
  for (const service of services) {
    await service.stop();
    const begin = performance.now();
    const child = spawn(process.execPath, [...nodeFlags, join(root, 'dist/services', service.name, 'main.js')], { env: service.env, cwd: root, stdio: 'ignore' });
    await untilReady(`${service.managementUrl}/health/ready`, child);
    const seconds = (performance.now() - begin) / 1000;
    await sleep(10_000);
    const megabytes = residentMegabytes(child);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await service.start();
    results.push(
      { bench: 'cold-start', what: `${service.name}: spawn to ready`, unit: 's', value: seconds, raw: { what: `node -e 0; a Nest hello takes ${hello.toFixed(2)} s`, value: nothing }, must: '≤ 3 s', aim: '2 s', met: gradeLow(seconds, 3, 2) },
      { bench: 'cold-start', what: `${service.name}: idle memory`, unit: 'MB', value: megabytes, must: '≤ 150 MB', aim: '120 MB', met: gradeLow(megabytes, 150, 120) },
    );
  }
  await stack.stop();
  return results;
}

async function helloSeconds(): Promise<number> {
  const begin = performance.now();
  const child = await startScript('bare-proxy.ts', '0', 'http://127.0.0.1:9');
  const seconds = (performance.now() - begin) / 1000;
  await end(child);
  return seconds;
}

async function best(rounds: number, once: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) least = Math.min(least, await once());
  return least;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await fetch(url).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null || performance.now() > end) throw new Error(`${url} never became ready.`);
    await sleep(10);
  }
}

function residentMegabytes(child: ChildProcess): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}
