import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { nodeFlags } from '../deploy/local/node-flags.ts';
import { end } from './child.ts';
import { summary } from './measure.ts';
import { freshDatabase, freshGround, type Ground } from './messaging-app.ts';
import { gradeLow, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

const PER_SECOND = 1000;
const WARM_UP_S = 8;
const SECONDS = 20;

const times = z.array(z.tuple([z.string(), z.number()]));
const sent = z.object({ committed: times });
const received = z.object({ handled: times, stored: z.number() });

/**
 * From the commit of an event to the commit of its handler, at 1,000 events a second through the real broker. Producer and consumer are
 * processes of their own with databases of their own, as two services are.
 */
export async function latency(around: Surroundings): Promise<Result[]> {
  const ground = await freshGround(around, 'latency');
  const reading: Ground = { ...ground, service: 'reader', databaseUrl: await freshDatabase(around, `latency_reader_${Date.now().toString(36)}`) };
  const sides = [side('consumer', reading), side('producer', ground)];
  try {
    const [consumer, producer] = await Promise.all(sides.map(ready));
    if (consumer === undefined || producer === undefined) throw new Error('a side is missing');
    await sleep(3_000);
    const { committed } = sent.parse(await ask(producer));
    let answer = received.parse(await ask(consumer));
    for (const deadline = performance.now() + 30_000; answer.stored < committed.length && performance.now() < deadline; await sleep(200)) answer = received.parse(await ask(consumer));
    if (answer.stored !== committed.length) throw new Error(`${committed.length} events were committed, ${answer.stored} handled.`);
    const handled = new Map(answer.handled);
    const from = Math.min(...committed.map(([, at]) => at)) + WARM_UP_S * 1000;
    const measured = summary(committed.filter(([, at]) => at >= from).map(([id, at]) => (handled.get(id) ?? Number.NaN) - at));
    const what = `commit → handler committed at ${PER_SECOND} ev/s, p99`;
    return [{ bench: 'latency', what, unit: 'ms', value: measured.p99, must: 'p99 ≤ 150 ms', aim: '50 ms', met: gradeLow(measured.p99, 150, 50), times: measured }];
  } finally {
    await Promise.all(sides.map(end));
  }
}

function side(name: string, ground: Ground): ChildProcess {
  const values = [JSON.stringify(ground), String(PER_SECOND), String(WARM_UP_S + SECONDS)];
  return fork(join(import.meta.dirname, 'latency-side.ts'), [name, ...values], { execArgv: [...nodeFlags, '--disable-warning=ExperimentalWarning'] });
}

async function ready(child: ChildProcess): Promise<ChildProcess> {
  await answerOf(child);
  return child;
}

function ask(child: ChildProcess): Promise<unknown> {
  const answer = answerOf(child);
  child.send('go');
  return answer;
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`A side of the benchmark ended with ${code}.`)));
  });
}
