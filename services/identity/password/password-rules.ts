import { passwordLength, type PasswordRefusal } from '#libs/contracts/http/identity';
import { isCommon } from './common-passwords.ts';
import { PasswordRefused } from './password.errors.ts';

export interface Owner {
  email: string;
  name: string;
  companyName: string | null;
}

/** Shorter parts ("de", "ltd") would refuse passwords by accident. */
const LEAST_PART = 4;

/**
 * What is wrong with a new password of this person; empty if it may be set. By ASVS 5 (6.2): length alone is required, no mix of
 * character classes; what leaked or names its owner is refused.
 */
export async function refusals(password: string, owner: Owner): Promise<PasswordRefusal[]> {
  const length = characters(password);
  const found: PasswordRefusal[] = [];
  if (length < passwordLength.min) found.push('too_short');
  if (length > passwordLength.max) found.push('too_long');
  if (containsOwner(password, owner)) found.push('personal');
  if (await isCommon(password)) found.push('common');
  return found;
}

/** Throws `PasswordRefused`. */
export async function requireAcceptable(password: string, owner: Owner): Promise<void> {
  const found = await refusals(password, owner);
  if (found.length > 0) throw new PasswordRefused(found);
}

function containsOwner(password: string, { email, name, companyName }: Owner): boolean {
  const [mailbox = '', domain = ''] = email.split('@');
  const texts = [mailbox, domain.split('.')[0] ?? '', name, companyName ?? ''];
  const plain = fold(password);
  return texts
    .flatMap((text) => [fold(text), ...text.split(/[^\p{L}\p{N}]+/u).map(fold)])
    .some((part) => characters(part) >= LEAST_PART && plain.includes(part));
}

/** Code points, as ASVS counts. */
function characters(text: string): number {
  return Array.from(text).length;
}

/** Letters and digits alone, without case, so that "Cyber-Tech" is found in "cybertech2026". */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
