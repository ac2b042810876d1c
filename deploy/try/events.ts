// What became of the companies of a load (load.ts), counted in every database, in the inbox and on the topics as after a storm (test/faults):
//   TEST_DATABASE_URL=… MAIL_URL=… KAFKA_BROKERS=… node deploy/try/events.ts < <what load.ts printed>
import { text } from 'node:stream/consumers';
import { verdict } from '../../test/faults/verdict.ts';
import type { Confirmed } from '../../test/faults/traffic.ts';

const { MAIL_URL: mailUrl = '', KAFKA_BROKERS: brokers = '' } = process.env;
const lines = (await text(process.stdin)).split('\n').filter((line) => line.startsWith('{"company"'));
const confirmed = lines.map((line) => (JSON.parse(line) as { company: Confirmed }).company);
const { companies, lost, doubled, parked, topics } = await verdict({ databasePrefix: '', topicPrefix: '', brokers, running: { mailUrl } }, { confirmed });
for (const one of [...lost, ...doubled, ...topics.missing, ...topics.reordered].slice(0, 20)) process.stderr.write(`${one}\n`);
const counts = { companies, events: topics.events, lost: lost.length + topics.missing.length, doubled: doubled.length, reordered: topics.reordered.length, redelivered: topics.redelivered, parked };
process.stdout.write(`${JSON.stringify(counts)}\n`);
process.exitCode = companies > 0 && counts.lost + counts.doubled + counts.reordered + parked === 0 ? 0 : 1;
