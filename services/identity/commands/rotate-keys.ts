import { answering, WrongUsage } from '#libs/service/command';
import { KeyRing } from '../signing-key/key-ring.ts';
import { identity } from '../service.ts';
import { command } from './command.ts';

const system = { kind: 'system', name: 'identity.rotate-keys' } as const;

/** Makes the next signing key. With `--at-once` it signs as soon as instances notice it (half a minute), for when the present one may be known. */
await command(async ({ config, clock, database, vault, audit }, given) => {
  const { args, answer } = answering(identity, given);
  if (args.some((argument) => argument !== '--at-once')) throw new WrongUsage('Usage: ops keys rotate [--at-once] [--json]');
  const keys = new KeyRing(config, clock, database, vault);
  const { kid, atOnce } = await database.inTransaction(system, async (tx) => {
    const made = await keys.rotate(tx, { atOnce: args.includes('--at-once') });
    await audit.record(tx, { actor: system, action: 'signing_key.rotated', subject: { kind: 'signing_key', id: made.kid }, details: { atOnce: made.atOnce } });
    return made;
  });
  const minutes = atOnce ? 0 : Math.round(config.KEY_PUBLISH_AHEAD / 60_000);
  answer({ kid, signsInMinutes: minutes }, `Key ${kid} is in the key set and signs ${atOnce ? 'within half a minute' : `in ${minutes} minutes`}; tokens of the older keys stay valid until they expire.`);
  return 0;
});
