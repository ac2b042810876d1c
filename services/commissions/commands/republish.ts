import { Republish } from './republish.service.ts';
import { command, say } from './command.ts';

/** Appends `*.snapshotted.v1` of every rate and line, from which a new service or a lost copy can be built; the running service relays them. */
await command(async ({ database, outbox }) => {
  say(`Appended ${await new Republish(database, outbox).all()} snapshots; the running service sends them.`);
  return 0;
});
