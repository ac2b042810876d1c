import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { email } from '#libs/contracts/primitives';
import { say, WrongUsage } from '#libs/service/command';
import { Companies } from '../company/companies.ts';
import { TestAccount, type Keeping } from '../user/test-account.ts';
import { command } from './command.ts';

const outcomes: Readonly<Record<Keeping, string>> = {
  made: 'is made',
  kept: 'is as it was, with this password',
  'password changed': 'has the password of the files now; its sessions have ended',
  disabled: 'is disabled and stays so until an admin enables it: the check cannot sign in',
};

/** Makes the account with which an installation checks itself, from the files `email` and `password` of a folder (a mounted Secret), or gives it that password where it has another. */
await command(async (parts, args) => {
  const { directory } = parseArgs({ args, options: { directory: { type: 'string' } } }).values;
  if (directory === undefined) throw new WrongUsage('Usage: ops test-account --directory <folder with the files email and password>');
  const [address, password] = await Promise.all(['email', 'password'].map(async (file) => (await readFile(join(directory, file), 'utf8')).trim()));
  const account = new TestAccount({ ...parts, companies: new Companies() });
  const person = email.parse(address);
  say(`The test account ${person} ${outcomes[await account.keep(person, password ?? '')]}.`);
  return 0;
});
