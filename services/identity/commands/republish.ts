import { republishUsers } from '../user/republish.ts';
import { command, say } from './command.ts';

/** Appends `user.snapshotted.v1` for everybody, from which a new service or a lost copy can be built. */
await command(async ({ database, outbox }) => {
  const count = await republishUsers(database, outbox);
  say(`Appended ${count} snapshots; the running service sends them.`);
  return 0;
});
