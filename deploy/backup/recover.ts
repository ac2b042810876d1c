/**
 * `npm run recover -- <folder>|--since <time>|--from-beginning [service…]`: after a restore and before the services start, has the databases named (all of
 * them by default) and the topics agree again. The time is that of a point-in-time recovery; an hour before it is read as well.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Head } from '#libs/messaging/topic.heads';
import { TopicPlaces, type Places } from '#libs/messaging/topic.places';
import { databaseUrl, kafkaOptions, services } from './config.ts';
import { readManifest } from './manifest.ts';
import { runAsCommand } from './program.ts';
import { recover } from './recovery.ts';
import { topics } from './topics.ts';

const usage = 'npm run recover -- <folder>|--since <time>|--from-beginning [--lost <file>] [service…]';
const HOUR_MS = 3_600_000;

async function command(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { since: { type: 'string' }, 'from-beginning': { type: 'boolean', default: false }, lost: { type: 'string', default: 'lost-events.json' } },
  });
  const fromFolder = values.since === undefined && !values['from-beginning'];
  const [folder, named] = fromFolder ? [positionals[0], positionals.slice(1)] : [undefined, positionals];
  const unknown = named.find((name) => !services.includes(name));
  if ((fromFolder && folder === undefined) || unknown !== undefined) throw new Error(`Usage: ${usage}\nServices: ${services.join(', ')}`);
  const restored = named.length === 0 ? services : named;
  const outcome = await recover({ kafka: kafkaOptions(), databaseUrl }, restored, folder === undefined ? await placesOf(values.since) : readManifest(folder).places, (lost) => write(values.lost, lost));
  say(`${restored.join(', ')}: what was lost and what is read again`);
  for (const [type, count] of counted(outcome.lost)) say(`  ${String(count).padStart(7)}  ${type}`);
  say(`${outcome.lost.length} events were told after the backup and are not in the restored databases; ${values.lost} names each. No service will handle them any more, but for the audit trail.`);
  for (const [service, ids] of Object.entries(outcome.known)) if (ids.size > 0) say(`${service} had handled ${ids.size} of them and keeps what it made of them: tell it again with republish, and see the report.`);
  if (outcome.erasures.length > 0) say(`Erase again, by address: ${outcome.erasures.length} people who were erased after the backup (ops erase --email …).`);
  say(`${outcome.sessionsEnded} sessions ended: everybody signs in again.`);
  for (const [service, records] of Object.entries(outcome.again)) say(`${service} reads ${records} records again; what it had handled by the time of the backup it skips.`);
  return 0;
}

/** Without a folder: an hour before the time, or all that the topics have. Reading too much costs time alone, since the inbox knows what was handled. */
async function placesOf(since: string | undefined): Promise<Places> {
  const kafka = new TopicPlaces(kafkaOptions(), topics);
  const time = since === undefined ? undefined : new Date(since);
  if (time !== undefined && Number.isNaN(time.getTime())) throw new Error(`"${since}" is no time: write it as 2026-11-26T02:15:00Z.`);
  const all = time === undefined ? await kafka.beginnings() : await kafka.at(new Date(time.getTime() - HOUR_MS));
  const { groups } = await kafka.read(services);
  const of = (group: string) => Object.fromEntries(Object.entries(all).filter(([topic]) => topic in (groups[group] ?? {})));
  return { ends: all, groups: Object.fromEntries(services.map((service) => [service, of(service)])) };
}

function write(file: string, lost: readonly Head[]): void {
  const told = lost.toSorted((a, b) => a.time.localeCompare(b.time)).map(({ sequence, ...head }) => ({ ...head, sequence: Number(sequence) }));
  // A repeated call finds nothing any more: the list of the first one stays.
  if (lost.length > 0) writeFileSync(file, `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
}

function counted(lost: readonly Head[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of lost) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runAsCommand(usage, 1, command);
