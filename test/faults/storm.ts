import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { allFaults } from './faults.ts';
import { serversForStorm } from './storm-servers.ts';
import { site } from './site.ts';
import { Traffic } from './traffic.ts';
import { verdict } from './verdict.ts';

/** `npm run storm -- --minutes 10`: the long form of the fault tests, with a report of what was sent, lost, doubled, reordered, and which faults were injected. */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, lanes: { type: 'string', default: '4' } } });
const minutes = Number(values.minutes);
const lanes = Number(values.lanes);
if (!(minutes > 0 && minutes <= 600) || !(lanes >= 1 && lanes <= 64)) {
  process.stderr.write('npm run storm -- --minutes <1 to 600> [--lanes <1 to 64>]\n');
  process.exit(2);
}
const servers = await serversForStorm();
const where = await site('storm');
const injected: Record<string, number> = {};
try {
  const traffic = new Traffic(where.running);
  await traffic.signIn();
  const going = traffic.run(lanes);
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    const fault = allFaults[Math.floor(Math.random() * allFaults.length)];
    if (fault === undefined) break;
    await sleep(2000 + Math.random() * 4000);
    process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${fault.name}  (${traffic.confirmed.length} companies so far)\n`);
    await fault.inject(where);
    injected[fault.name] = (injected[fault.name] ?? 0) + 1;
  }
  traffic.stop();
  await going;
  const outcome = await verdict(where, traffic);
  const report = {
    minutes,
    lanes,
    companies: outcome.companies,
    requestsRepeated: traffic.repeats,
    eventsSent: outcome.topics.events,
    redeliveredOnTopics: outcome.topics.redelivered,
    lost: outcome.lost,
    missingOnTopics: outcome.topics.missing,
    doubled: outcome.doubled,
    reordered: outcome.topics.reordered,
    parked: outcome.parked,
    faultsInjected: injected,
  };
  mkdirSync('.local', { recursive: true });
  writeFileSync('.local/storm-report.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const clean = [report.lost, report.missingOnTopics, report.doubled, report.reordered].every((list) => list.length === 0) && report.parked === 0;
  process.stdout.write(clean ? 'The storm is over: nothing lost, doubled, reordered or parked.\n' : 'The storm left damage; see above.\n');
  process.exitCode = clean ? 0 : 1;
} finally {
  await where.stop();
  await servers.stop();
}
