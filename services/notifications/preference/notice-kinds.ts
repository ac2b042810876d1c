import type { NoticeKind } from '#libs/contracts/http/notifications';
import type { Role } from '#libs/contracts/permissions';

const team: readonly Role[] = ['admin', 'partner_manager', 'reviewer'];

/** Whom each kind can reach; nobody else is asked about it. In the order in which they are shown. */
const readers: Readonly<Record<NoticeKind, readonly Role[]>> = {
  applications: team,
  deadlines: team,
  deal_reviews: team,
  deals: ['owner', 'seller'],
  deal_reminders: ['owner', 'seller'],
  commission: ['owner', 'partner_finance'],
  // A company without an active owner falls to the team.
  colleagues: ['owner', ...team],
};

/** The kinds that somebody with these roles may hear of. */
export function kindsFor(roles: readonly string[]): NoticeKind[] {
  return (Object.keys(readers) as NoticeKind[]).filter((kind) => readers[kind].some((role) => roles.includes(role)));
}
