/**
 * `npm run recover -- <folder>|--since <time>|--from-beginning [service…]`: after a restore and before the services start, has the databases named (all of
 * them by default) and the topics agree again. The time is that of a point-in-time recovery.
 */
import { TopicPlaces } from '#libs/messaging/topic.places';
import { WrongUsage } from '#libs/service/command';
import { databaseUrl, kafkaOptions, services } from './config.ts';
import { keepLost, type Lost } from './lost-list.ts';
import { readManifest } from './manifest.ts';
import { placesAt, placesFromBeginning } from './moment.ts';
import type { From } from './places.ts';
import { read, runAsCommand } from './program.ts';
import { recover } from './recovery.ts';
import { topics } from './topics.ts';

const usage = 'npm run recover -- <folder>|--since <time> [--lag-hours <hours>]|--from-beginning [--accept-gap] [--lost <file>] [service…]';

async function command(args: string[]): Promise<number> {
  const { values, positionals } = read(usage, args, {
    since: { type: 'string' },
    'lag-hours': { type: 'string' },
    'from-beginning': { type: 'boolean', default: false },
    'accept-gap': { type: 'boolean', default: false },
    lost: { type: 'string', default: 'lost-events.json' },
  });
  const { since, lost: file } = values;
  const fromFolder = since === undefined && !values['from-beginning'];
  const [folder, named] = fromFolder ? [positionals[0], positionals.slice(1)] : [undefined, positionals];
  const unknown = named.find((name) => !services.includes(name));
  const lagOfNoTime = values['lag-hours'] !== undefined && since === undefined;
  if ((fromFolder && folder === undefined) || unknown !== undefined || lagOfNoTime) throw new WrongUsage(`Usage: ${usage}\nServices: ${services.join(', ')}`);
  const restored = named.length === 0 ? services : named;
  const from = folder === undefined ? await placesWithoutFolder(since, values['lag-hours']) : readManifest(folder).places;
  let lost: readonly Lost[] = [];
  const outcome = await recover({ kafka: kafkaOptions(), databaseUrl }, { restored, from, acceptGap: values['accept-gap'] }, (events) => (lost = keepLost(file, events)));
  say(`${restored.join(', ')}: what was lost and what is read again`);
  for (const [type, count] of counted(lost)) say(`  ${String(count).padStart(7)}  ${type}`);
  say(`${lost.length} events were told after the backup and are not in the restored databases; ${file} names each. No service will handle them any more, but for the audit trail.`);
  for (const [service, ids] of Object.entries(outcome.known)) if (ids.size > 0) say(`${service} had handled ${ids.size} of them and keeps what it made of them: tell it again with republish, and see the report.`);
  const times = new Map(counted(lost));
  const erased = times.get('person.erased.v1') ?? 0;
  if (erased > 0) say(`Erase again, by address: ${erased} people who were erased after the backup (ops erase --email …).`);
  const passwords = times.get('user.password_changed.v1') ?? 0;
  if (passwords > 0) say(`${passwords} passwords were changed after the backup; the old ones are good again: have the people change them (user.password_changed.v1, by subject).`);
  say(`${outcome.sessionsEnded} sessions ended: everybody signs in again. ${outcome.linksRevoked} links for a password no longer work: people ask for a new one, admins invite again.`);
  for (const [service, records] of Object.entries(outcome.again)) say(`${service} reads ${records} records again; what it had handled by the time of the backup it skips.`);
  return 0;
}

async function placesWithoutFolder(since: string | undefined, lagHours: string | undefined): Promise<From> {
  const kafka = () => new TopicPlaces(kafkaOptions(), topics);
  if (since === undefined) return placesFromBeginning(kafka());
  const time = new Date(since);
  if (Number.isNaN(time.getTime())) throw new WrongUsage(`"${since}" is no time: write it as 2026-11-26T02:15:00Z.`);
  const hours = lagHours === undefined ? undefined : Number(lagHours);
  if (hours !== undefined && !(hours >= 0 && lagHours !== '')) throw new WrongUsage(`--lag-hours is "${lagHours}", which is no number of hours.`);
  return placesAt(kafka(), time, hours);
}

function counted(lost: readonly Lost[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of lost) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runAsCommand(usage, 1, command);
