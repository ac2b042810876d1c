// `npm run ops -- parked list | show <id> | replay <id> | discard <id> --reason "…"`: events that a service could not handle. Runs with one service's
// environment and without the `source` condition, so that #libs/* are the compiled ones.
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { EventProcessor } from '#libs/messaging/event.processor';
import { Handlers } from '#libs/messaging/handlers';
import { Outbox } from '#libs/messaging/outbox';
import { Parking, ParkedEventNotFound, type ParkedEvent } from '#libs/messaging/parking';
import { ParkingReplay, type ReplayResult } from '#libs/messaging/parking.replay';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { type Here, onOneService } from './one-service.ts';
import { exitCodes, UsageError, usageOf } from './usage.ts';

const by = { kind: 'system', name: 'ops-command' } as const;
const flags = { reason: { type: 'string' }, personal: { type: 'boolean' }, 'expect-none': { type: 'boolean' } } as const;

/** This process has none of the service's handlers: the running service replays, within a second, what is marked as due. */
class LeftToTheService extends ParkingReplay {
  override replay(): Promise<ReplayResult> {
    return Promise.resolve({ status: 'going-on', replayed: 0 });
  }
}

await onOneService('parked', flags, async (here) => {
  const [action = '', id, ...tooMany] = here.words;
  const reason = typeof here.flags['reason'] === 'string' ? here.flags['reason'].trim() : '';
  if (action === 'list' && id === undefined) return list(here);
  if (!['show', 'replay', 'discard'].includes(action) || id === undefined || tooMany.length > 0) throw new UsageError(usageOf('parked'));
  if (action === 'discard' && reason === '') throw new UsageError(`Say why with --reason "…"; it is recorded.\n${usageOf('parked')}`);
  try {
    return await act(here, action, id, reason);
  } catch (error) {
    throw error instanceof ParkedEventNotFound ? new Error(`there is no parked event ${id} (any more)`) : error;
  }
});

async function act(here: Here, action: string, id: string, reason: string): Promise<number> {
  const [parking, uuid] = [parkingOf(here), uuidOf(here, id)];
  if (action === 'show') return show(here, id, uuid);
  if (action === 'replay') await parking.replay(uuid, by);
  else await parking.discard(uuid, by, reason);
  const done = action === 'replay' ? `and what waits behind it are handled again by ${here.service}, in order` : 'is given up; what waits behind it goes on';
  here.answer({ id: uuid, done: action }, () => [`${here.service}.${uuid} ${done}.`]);
  return exitCodes.fine;
}

async function list(here: Here): Promise<number> {
  const parking = parkingOf(here);
  const items: ParkedEvent[] = [];
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await parking.list({ limit: 100, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next ?? undefined;
  }
  const text = () => items.flatMap((it) => [line(here, it), `    ${it.error ?? ''}`]);
  here.answer({ items: items.map((it) => ({ ...it, id: `${here.service}.${it.id}` })) }, () => (items.length === 0 ? ['Nothing is parked.'] : text()));
  return here.flags['expect-none'] === true && items.length > 0 ? exitCodes.found : exitCodes.fine;
}

async function show(here: Here, id: string, uuid: string): Promise<number> {
  const event = await parkingOf(here).show(uuid, here.flags['personal'] === true ? by : undefined);
  here.answer({ ...event, id: `${here.service}.${event.id}` }, () => [
    line(here, event),
    `    ${event.error ?? 'It has not been tried: it waits behind another event of its key.'}`,
    `  event     ${event.eventId}, partition ${event.partition}, offset ${event.offset}, record key ${event.recordKey ?? 'none'}`,
    `  parked    ${event.parkedAt}, next attempt ${event.nextAttemptAt ?? 'none: it waits for a person'}`,
    ...Object.entries(event.headers).map(([name, value]) => `  ${name}: ${value}`),
    event.hidden ? '  Its data may be personal: --personal shows it, and is recorded in the audit trail.' : `  ${JSON.stringify(event.value, null, 2).replaceAll('\n', '\n  ')}`,
    ...event.behind.map((each) => `  behind it ${here.service}.${each.id}  ${each.type ?? 'unreadable'}, since ${each.parkedAt}`),
    `  ${id === uuid ? `${here.service}.${id}` : id}: replay or discard it.`,
  ]);
  return exitCodes.fine;
}

function line({ service }: Here, it: ParkedEvent): string {
  return `${service}.${it.id}  ${it.status}, ${it.attempts} attempts, ${it.waiting} waiting  ${it.topic}/${it.key}  ${it.type ?? 'unreadable'}`;
}

function uuidOf({ service }: Here, id: string): string {
  return id.startsWith(`${service}.`) ? id.slice(service.length + 1) : id;
}

function parkingOf({ service, database, clock, shards }: Here): Parking {
  const options = { service, brokers: [], relay: { shards } };
  const handlers = new Handlers();
  const replay = new LeftToTheService(options, database, handlers, new EventProcessor(options, database, clock, handlers));
  return new Parking(options, database, new Audit(options, clock, new Outbox(options, clock, new RandomIds(), new RelaySignal())), replay);
}
