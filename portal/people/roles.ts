import type { PartnerRole, Role, VendorRole } from '#libs/contracts/permissions';
import type { Say } from '../texts/language.ts';
import type { accountTexts } from '../texts/account.texts.ts';

type Key = keyof typeof accountTexts.en;

/** What each role may do, in a sentence. */
const ofPartners: readonly (readonly [PartnerRole, Key])[] = [['seller', 'maySeller'], ['technical', 'mayTechnical'], ['partner_finance', 'mayFinance'], ['owner', 'mayOwner']];
const ofVendor: readonly (readonly [VendorRole, Key])[] = [['reviewer', 'mayReviewer'], ['partner_manager', 'mayManager'], ['finance', 'mayVendorFinance'], ['admin', 'mayAdmin']];

export type Side = 'partner' | 'vendor';

export function roleOptions(side: Side, say: Say<Key>): { code: Role; label: string }[] {
  return (side === 'partner' ? ofPartners : ofVendor).map(([code, text]) => ({ code, label: say(text) }));
}

export const roleNames = (roles: readonly Role[], say: Say<Key>): string => roles.map((role) => say(role)).join(', ');
