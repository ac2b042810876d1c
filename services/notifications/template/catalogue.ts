import type { FeedMessage, Message } from './message.ts';
import { accountRefused } from './messages/account-refused.ts';
import { activationReissued } from './messages/activation-reissued.ts';
import { applicationAnswered } from './messages/application-answered.ts';
import { applicationApproved } from './messages/application-approved.ts';
import { applicationContested } from './messages/application-contested.ts';
import { applicationContestedTeam } from './messages/application-contested-team.ts';
import { applicationOverdue } from './messages/application-overdue.ts';
import { applicationReceived } from './messages/application-received.ts';
import { applicationReceivedTeam } from './messages/application-received-team.ts';
import { applicationRejected } from './messages/application-rejected.ts';
import { applicationWithdrawn } from './messages/application-withdrawn.ts';
import { clockWarned } from './messages/clock-warned.ts';
import { commissionAccrued } from './messages/commission-accrued.ts';
import { commissionCredited } from './messages/commission-credited.ts';
import { commissionReversed } from './messages/commission-reversed.ts';
import { dailySummary } from './messages/daily-summary.ts';
import { dealApproved } from './messages/deal-approved.ts';
import { dealClosed } from './messages/deal-closed.ts';
import { dealEnded } from './messages/deal-ended.ts';
import { dealExpiring } from './messages/deal-expiring.ts';
import { dealExtensionDecided } from './messages/deal-extension-decided.ts';
import { dealForTeam } from './messages/deal-for-team.ts';
import { dealInactive } from './messages/deal-inactive.ts';
import { dealPromoted } from './messages/deal-promoted.ts';
import { dealQueued } from './messages/deal-queued.ts';
import { dealRegistered } from './messages/deal-registered.ts';
import { dealRejected } from './messages/deal-rejected.ts';
import { dealReturned } from './messages/deal-returned.ts';
import { joinDeclined } from './messages/join-declined.ts';
import { joinRequested } from './messages/join-requested.ts';
import { linkExpired } from './messages/link-expired.ts';
import { moreInfoAsked } from './messages/more-info-asked.ts';
import { ownerInvited } from './messages/owner-invited.ts';
import { passwordChanged } from './messages/password-changed.ts';
import { passwordReset } from './messages/password-reset.ts';
import { personInvited } from './messages/person-invited.ts';
import { statusLink } from './messages/status-link.ts';

const all: readonly Message[] = [
  applicationReceived, applicationReceivedTeam, applicationContested, applicationContestedTeam, moreInfoAsked, applicationAnswered,
  applicationApproved, applicationRejected, applicationWithdrawn, statusLink, clockWarned, applicationOverdue,
  dealRegistered, dealApproved, dealQueued, dealPromoted, dealRejected, dealReturned, dealExpiring, dealInactive, dealEnded, dealExtensionDecided, dealClosed, dealForTeam,
  ownerInvited, personInvited, activationReissued, passwordReset, linkExpired, passwordChanged, joinRequested, joinDeclined, accountRefused,
  commissionAccrued, commissionReversed, dailySummary,
];

/** Every message by name, so that a queued mail finds its wording. */
export const messages: ReadonlyMap<string, Message> = new Map(all.map((message) => [message.name, message]));

/** What stands in the feed alone. */
export const feedMessages: readonly FeedMessage[] = [commissionCredited];
