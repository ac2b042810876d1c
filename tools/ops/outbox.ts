// `npm run ops -- outbox status [--max-age=<seconds>]`: what is committed and not sent yet.
import { outboxStatus } from '#libs/messaging/outbox.status';
import { numberIn, onOneService, table } from './one-service.ts';
import { exitCodes, UsageError, usageOf } from './usage.ts';

await onOneService('outbox', { 'max-age': { type: 'string' } }, async (here) => {
  if (here.words.join(' ') !== 'status') throw new UsageError(usageOf('outbox'));
  const most = numberIn(here, 'max-age', 'outbox');
  const status = await here.database.inTransaction({ kind: 'system', name: 'ops-command' }, (tx) => outboxStatus(tx, here.clock.now()));
  const { waiting, oldestSeconds, slots, relays } = status;
  here.answer(status, () => [
    waiting === 0 ? `Nothing waits in the outbox of ${here.service}.` : `${waiting} events wait in the outbox of ${here.service}, the oldest for ${oldestSeconds.toFixed(1)} s.`,
    ...table(
      ['slot', 'rows', 'waiting', 'oldest waiting', 'size'],
      slots.map((it) => [`${it.slot}${it.current ? ' (current)' : ''}`, it.rows, it.waiting, it.oldestWaitingAt ?? '-', `${Math.ceil(it.bytes / 1024)} kB`]),
    ),
    ...relays.map((it) => `  shard ${it.shard}: ${it.leader === null ? 'nobody sends it' : `sent by ${it.leader}`}; moved last at ${it.movedAt}`),
  ]);
  return most !== undefined && oldestSeconds > most ? exitCodes.found : exitCodes.fine;
});
