import { parseArgs } from 'node:util';
import { email, personName } from '#libs/contracts/primitives';
import { say, WrongUsage } from '#libs/service/command';
import { FirstAdmin, type Admission } from '../user/first-admin.ts';
import { command, type Parts } from './command.ts';
import { patchSecret } from './kubernetes-secret.ts';

const usage = 'Usage: ops admin --email you@example.com [--name "Your Name"] [--json] [--if-none-active] [--mail | --secret <name>]';
const system = { kind: 'system', name: 'identity.admin-command' } as const;

/**
 * Lets an admin in: prints a single-use activation link, or says that the person is active. `--if-none-active` gives none once any admin is active.
 * `--mail` prints nothing secret: the link is mailed, unless one is under way. Nor does `--secret`: in a pod of Kubernetes the link is put into that Secret,
 * which is emptied once an admin is active.
 */
await command(async (parts, args) => {
  const wanted = read(args);
  if (wanted.mail) {
    say(await invite(parts, wanted));
    return 0;
  }
  const admission = await admit(parts, wanted);
  if (wanted.secret !== undefined) {
    say(await keep(admission, wanted.secret));
    return 0;
  }
  say(wanted.json ? asJson(admission) : asText(admission, wanted.email));
  return 0;
});

function read(args: string[]) {
  const { values } = parsed(args);
  const address = email.safeParse(values.email);
  const name = personName.safeParse(values.name ?? 'Admin');
  if (!address.success) throw new WrongUsage(`${values.email === undefined ? 'An e-mail address is missing' : `"${values.email}" is no e-mail address`}. ${usage}`);
  if (!name.success) throw new WrongUsage(`The name ${name.error.issues[0]?.message ?? 'is not acceptable'}. ${usage}`);
  return { email: address.data, name: name.data, json: values.json, mail: values.mail, secret: values.secret, ifNoneActive: values['if-none-active'] };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { email: { type: 'string' }, name: { type: 'string' }, json: { type: 'boolean', default: false }, mail: { type: 'boolean', default: false }, secret: { type: 'string' }, 'if-none-active': { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message : String(error)} ${usage}`, { cause: error });
  }
}

async function admit(parts: Parts, { email: address, name, ifNoneActive }: ReturnType<typeof read>): Promise<Admission> {
  const first = new FirstAdmin(parts);
  return parts.database.inTransaction(system, async (tx) => {
    if (ifNoneActive && (await first.anyActive(tx))) return { status: 'active' };
    return first.admit(tx, { email: address, name });
  });
}

async function invite(parts: Parts, { email: address, name, ifNoneActive }: ReturnType<typeof read>): Promise<string> {
  const first = new FirstAdmin(parts);
  return parts.database.inTransaction(system, async (tx) => {
    if (ifNoneActive && (await first.anyActive(tx))) return 'An admin is active already; nothing is mailed.';
    const outcome = await first.invite(tx, { email: address, name });
    return { mailed: `The activation link is mailed to ${address}.`, 'under way': `An activation link for ${address} is under way already.`, active: `${address} is active already; nothing is mailed.` }[outcome];
  });
}

async function keep(admission: Admission, secret: string): Promise<string> {
  if (admission.status === 'active') {
    await patchSecret(secret, null);
    return `An admin is active already; the Secret ${secret} holds no link.`;
  }
  const expiresAt = admission.expiresAt.toISOString();
  await patchSecret(secret, { link: admission.link, 'expires-at': expiresAt });
  return `The activation link stands in the Secret ${secret}, until ${expiresAt}.`;
}

function asJson(admission: Admission): string {
  return JSON.stringify(admission.status === 'link' ? { status: 'link', link: admission.link, expiresAt: admission.expiresAt } : { status: 'active' });
}

function asText(admission: Admission, address: string): string {
  if (admission.status === 'active') return `An admin is active already; ${address} gets no link. Who forgot the password asks for a new one on the sign-in page.`;
  return `${address} gets in by this link, once, until ${admission.expiresAt.toISOString()}:\n  ${admission.link}`;
}
