import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import type { Cause } from './cause.ts';
import type { Firing } from './prometheus.ts';
import { FACTOR, LONGEST_S, type ShortRule } from './rules.ts';

export interface Outcome {
  readonly alert: string;
  readonly cause: Cause;
  /** Seconds after the cause began, and after it ended; undefined where it did not come. */
  readonly fired: number | undefined;
  readonly cleared: number | undefined;
}

export interface Run {
  readonly rules: readonly ShortRule[];
  readonly outcomes: readonly Outcome[];
  /** What fired at the end, though nothing was wrong any more. */
  readonly left: readonly Firing[];
  readonly minutes: number;
}

const seconds = (value: number | undefined): string => (value === undefined ? '**no**' : `${Math.round(value)} s`);

/** The page that says which alerts fired, by what, and when they cleared, in the order of the chart's file. */
export function record({ rules, outcomes, left, minutes }: Run): string {
  const rows = rules.map(({ alert, for: wait }) => {
    const found = outcomes.find((one) => one.alert === alert);
    return `| [${alert}](runbook/${alert}.md) | ${found?.cause.how ?? '**not caused**'} | ${wait} | ${seconds(found?.fired)} | ${found?.cause.end ?? '–'} | ${seconds(found?.cleared)} |`;
  });
  const version = /version ([\d.]+)/.exec(execFileSync('prometheus', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  const done = outcomes.filter(({ fired, cleared }) => fired !== undefined && cleared !== undefined).length;
  return `# Every alert, fired and cleared

Written by \`npm run alerts\` on ${new Date().toISOString().slice(0, 10)}: all services as processes, PostgreSQL, Kafka and a Prometheus ${version} on one machine of ${cpus().length} cores, in ${Math.round(minutes)} minutes.
${done} of ${rules.length} alerts fired and cleared${left.length === 0 ? '; none fired at the end' : `; at the end these fired: ${[...new Set(left.map(({ alert }) => alert))].join(', ')}`}.

The rules are those of [alerts.yaml](../../charts/partner-management/files/alerts.yaml) at another pace: every duration in them (\`for\`, ranges, ages that are compared) is divided by ${FACTOR}, and none is longer
than ${LONGEST_S} s; services are scraped every three seconds, and sweeps, the clock's and the ledger's among them, run every one to three. Meanwhile somebody reads pages every second and a company applies every five.
Failures of different services happen at the same time; an alert counts only for the service that its cause is about. What to do about each is on its page.

| alert | caused by | \`for\` here | fired after | put right by | cleared after |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
