import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { email } from '#libs/contracts/primitives';
import { say } from '#libs/service/command';
import { Companies } from '../company/companies.ts';
import { TestAccount } from '../user/test-account.ts';
import { command } from './command.ts';

const system = { kind: 'system', name: 'identity.test-account' } as const;

/** Makes the account with which an installation checks itself, from the files `email` and `password` of a folder (a mounted Secret), or gives it that password again. */
await command(async (parts, args) => {
  const { directory } = parseArgs({ args, options: { directory: { type: 'string' } } }).values;
  if (directory === undefined) throw new Error('Usage: test-account --directory <folder with the files email and password>');
  const [address, password] = await Promise.all(['email', 'password'].map(async (file) => (await readFile(join(directory, file), 'utf8')).trim()));
  const account = new TestAccount({ ...parts, companies: new Companies() });
  const person = email.parse(address);
  const passwordHash = await account.prepare(person, password ?? '');
  const outcome = await parts.database.inTransaction(system, (tx) => account.keep(tx, person, passwordHash));
  say(outcome === 'made' ? `The test account ${person} is made.` : `The test account ${person} has its password again.`);
  return 0;
});
