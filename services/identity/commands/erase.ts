import { email } from '#libs/contracts/primitives';
import { say, WrongUsage } from '#libs/service/command';
import { Erasure } from '../user/erasure.ts';
import { command } from './command.ts';

const system = { kind: 'system', name: 'identity.erasure' } as const;

/** Erases a person, whether they have an account or only applied: every service forgets the address and what belongs to it. It cannot be undone. */
await command(async ({ database, clock, ids, outbox, audit }, args) => {
  const address = email.safeParse(args[1]);
  if (args.length !== 2 || args[0] !== '--email' || !address.success) throw new WrongUsage('Usage: ops erase --email person@example.com');
  const had = await database.inTransaction(system, (tx) => new Erasure(clock, ids, outbox, audit).erase(tx, address.data));
  say(`Erased${had ? ', with the account' : '; there was no account'}. The other services follow by event.`);
  return 0;
});
