import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../deploy/local/root.ts';

/** A broker that starts anew is back within a minute. */
const TRIES = 12;
const PAUSE_MS = 5000;

export interface Reported {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Reports as the vendor's CRM would, on the topic `crm`: `npm run crm`, or straight to DEMO_KAFKA_BROKERS where the demo was pointed elsewhere. */
export async function report(events: readonly Reported[]): Promise<string> {
  // Under the same ids as before, so that what did arrive the first time counts once.
  const named = events.map((event) => ({ id: randomUUID(), ...event }));
  for (let tries = 1; ; tries += 1) {
    try {
      return await reportOnce(named);
    } catch (error) {
      if (tries === TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function reportOnce(events: readonly Reported[]): Promise<string> {
  if (process.env['DEMO_URL'] === undefined) return sent(events, ['--conditions=source', join(root, 'tools/crm/main.ts')], process.env);
  const brokers = process.env['DEMO_KAFKA_BROKERS'];
  if (brokers === undefined) throw new Error('DEMO_URL is set, so DEMO_KAFKA_BROKERS must say where the CRM reports to (and KAFKA_PREFIX, where topics have one).');
  return reportIn({ ...process.env, KAFKA_BROKERS: brokers }, events);
}

/** Reports to the stack that the environment of any of its services is about. */
export const reportIn = (env: NodeJS.ProcessEnv, events: readonly Reported[]): Promise<string> => sent(events, [join(root, 'tools/crm/send.ts')], env);

function sent(events: readonly Reported[], args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env, timeout: 60_000 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout.trim()) : reject(new Error(`The CRM could not report: ${stderr || error.message}`)),
    );
    child.stdin?.end(events.map((event) => JSON.stringify(event)).join('\n'));
  });
}

const shared = join(root, '..', 'shared', 'data', 'fortune500-2019.csv');
/** For where the real list is not at hand. */
const madeUp = ['Alder & Finch Insurance', 'Bluewater Rail', 'Cobalt Grocers', 'Dunmore Pharmaceuticals', 'Eastgate Bank', 'Fernhill Energy', 'Granite Motors', 'Hollis Aerospace'];

/** Names of end customers for the CRM to know: the Fortune 500 of 2019 where that list is at hand, otherwise a small made-up one. */
export function customers(): string[] {
  if (!existsSync(shared)) return madeUp;
  const rows = readFileSync(shared, 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const name = /^\d+,(?:"([^"]+)"|([^,]+)),/.exec(row);
    return name === null ? [] : [name[1] ?? name[2] ?? ''];
  });
}
