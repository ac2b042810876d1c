// `npm run ops -- parked list | replay <id> | discard <id> --reason "…"`: events that a service could not handle. Runs with one service's
// environment and without the `source` condition, so that #libs/* are the compiled ones.
import { parseArgs } from 'node:util';
import { SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { EventProcessor } from '#libs/messaging/event.processor';
import { Handlers } from '#libs/messaging/handlers';
import { Outbox } from '#libs/messaging/outbox';
import { Parking, ParkedEventNotFound } from '#libs/messaging/parking';
import { ParkingReplay, type ReplayResult } from '#libs/messaging/parking.replay';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { DataSource } from 'typeorm';
import { commandConfig } from './config.ts';

const usage = 'Usage: npm run ops -- parked list | replay <id> | discard <id> --reason "why" [--service=<name>]';
const by = { kind: 'system', name: 'ops-command' } as const;

/** This process has none of the service's handlers: the running service replays, within a second, what is marked as due. */
class LeftToTheService extends ParkingReplay {
  override replay(): Promise<ReplayResult> {
    return Promise.resolve({ status: 'going-on', replayed: 0 });
  }
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { reason: { type: 'string' } } });
const [service = '', action = 'list', id] = positionals;
const dataSource = new DataSource(dataSourceOptions({ url: commandConfig().databaseUrl, entities: [], poolSize: 2 }));
try {
  await dataSource.initialize();
  process.exitCode = await act(parkingOf(service));
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(error instanceof ParkedEventNotFound ? `There is no such parked event (any more) in ${service}.` : `The parked events of ${service} cannot be worked on: ${reason}`);
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}

async function act(parking: Parking): Promise<number> {
  if (action === 'list') return await list(parking);
  if (action === 'replay' && id !== undefined) {
    await parking.replay(uuidOf(id), by);
    console.log(`${id} and what waits behind it are handled again by ${service}, in order.`);
    return 0;
  }
  if (action === 'discard' && id !== undefined && values.reason?.trim()) {
    await parking.discard(uuidOf(id), by, values.reason.trim());
    console.log(`${id} is given up; what waits behind it goes on.`);
    return 0;
  }
  console.error(usage);
  return 1;
}

async function list(parking: Parking): Promise<number> {
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const { items, next } = await parking.list({ limit: 100, ...(after === undefined ? {} : { after }) });
    for (const it of items) {
      console.log(`${service}.${it.id}  ${it.status}, ${it.attempts} attempts, ${it.waiting} waiting  ${it.topic}/${it.key}  ${it.type ?? 'unreadable'}\n    ${it.error ?? ''}`);
    }
    if (first && items.length === 0) console.log('Nothing is parked.');
    after = next ?? undefined;
  }
  return 0;
}

function uuidOf(text: string): string {
  return text.startsWith(`${service}.`) ? text.slice(service.length + 1) : text;
}

function parkingOf(name: string): Parking {
  const options = { service: name, brokers: [] };
  const clock = new SystemClock();
  const database = new Database(dataSource);
  const handlers = new Handlers();
  const replay = new LeftToTheService(options, database, handlers, new EventProcessor(options, database, clock, handlers));
  return new Parking(options, database, new Audit(options, clock, new Outbox(options, clock, new RandomIds(), new RelaySignal())), replay);
}
