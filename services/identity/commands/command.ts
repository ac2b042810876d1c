import { command as runCommand, type CommandParts } from '#libs/service/command';
import { LinkSealer } from '#libs/service/sealed-link';
import type { Config } from '../config.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { identity } from '../service.ts';
import { Credentials } from '../password/credentials.ts';
import { PasswordHasher } from '../password/password-hasher.ts';
import { Sessions } from '../session/sessions.ts';
import { KeyVault } from '../signing-key/key-vault.ts';
import { Invitations } from '../user/invitations.ts';

/** What commands of identity work with besides what every service's do. */
export function partsOf(parts: CommandParts<Config>) {
  const { config, clock, ids, outbox, audit } = parts;
  const links = new MailedLinks(config, clock, ids, new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY));
  const hasher = new PasswordHasher({ concurrency: 1, waiting: 1 });
  const [credentials, sessions] = [new Credentials(clock, hasher), new Sessions(config, clock, ids, audit)];
  return { ...parts, links, hasher, credentials, sessions, invitations: new Invitations(clock, ids, outbox, audit, links), vault: new KeyVault(config.KEY_ENCRYPTION_KEY) };
}

export type Parts = ReturnType<typeof partsOf>;

/** A command of this service, see `libs/service/command.ts`. */
export function command(work: (parts: Parts, args: string[]) => Promise<number>): Promise<void> {
  return runCommand(identity, (parts, args) => work(partsOf(parts), args));
}
