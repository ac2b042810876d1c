import type { Permission } from '#libs/contracts/permissions';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import type { workplaceTexts } from '../texts/workplace.texts.ts';

interface Entry {
  readonly text: keyof typeof workplaceTexts.en;
  readonly to: string;
  /** Who may not do this is not led there; the API refuses in any case. */
  readonly needs?: Permission;
  /** Whether pages below it do not count as being there. */
  readonly end?: boolean;
}

const ofPartners: readonly Entry[] = [
  { text: 'home', to: pages.home },
  { text: 'deals', to: pages.deals, needs: 'deals:read' },
  { text: 'commission', to: pages.commission, needs: 'commissions:read' },
  { text: 'team', to: pages.team, needs: 'users:read' },
  { text: 'joinRequests', to: pages.joinRequests, needs: 'partner:join-requests' },
  { text: 'resources', to: `${pages.programme}#resources`, end: true },
];

const ofVendor: readonly Entry[] = [
  { text: 'home', to: pages.teamHome, end: true },
  { text: 'applications', to: pages.applications, needs: 'applications:read' },
  { text: 'deals', to: pages.dealQueue, needs: 'deals:read' },
  { text: 'partners', to: pages.partners, needs: 'applications:read' },
  { text: 'commission', to: pages.commissions, needs: 'commissions:read' },
  { text: 'programme', to: pages.programmeRules, needs: 'commissions:read' },
  { text: 'parkedEvents', to: pages.parkedEvents, needs: 'operations:read' },
  { text: 'people', to: pages.people, needs: 'users:manage' },
  { text: 'audit', to: pages.audit, needs: 'audit:read' },
];

export function navigationOf({ user, partner }: AnswerOf<'/api/session'>): readonly Entry[] {
  const entries = partner === null ? ofVendor : ofPartners;
  return entries.filter(({ needs }) => needs === undefined || user.permissions.includes(needs));
}
