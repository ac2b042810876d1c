import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../deploy/local/root.ts';

export interface Reported {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Reports as the vendor's CRM would, on the topic `crm`: `npm run crm`, or straight to DEMO_KAFKA_BROKERS where the demo was pointed elsewhere. */
export function report(events: readonly Reported[]): Promise<string> {
  const lines = events.map((event) => JSON.stringify(event)).join('\n');
  const elsewhere = process.env['DEMO_URL'] !== undefined;
  const brokers = process.env['DEMO_KAFKA_BROKERS'];
  if (elsewhere && brokers === undefined) throw new Error('DEMO_URL is set, so DEMO_KAFKA_BROKERS must say where the CRM reports to (and KAFKA_PREFIX, where topics have one).');
  const script = elsewhere ? 'tools/crm/send.ts' : 'tools/crm/main.ts';
  const flags = ['--disable-warning=ExperimentalWarning', ...(elsewhere ? [] : ['--conditions=source'])];
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...(elsewhere ? { KAFKA_BROKERS: brokers } : {}) };
    const child = execFile(process.execPath, [...flags, join(root, script)], { env, timeout: 60_000 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout.trim()) : reject(new Error(`The CRM could not report: ${stderr || error.message}`)),
    );
    child.stdin?.end(lines);
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
