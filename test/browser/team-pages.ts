import type { PortalPage } from './pages.ts';

const detail = '/admin/applications/0191d3a0-0000-7000-8000-000000000102';

/** The vendor's side, for whoever signs in there. */
export const teamPages: readonly PortalPage[] = [
  { name: 'team-home', path: '/admin', shows: 'Kestrel Assurance Group plc', german: 'Als Nächstes fällig' },
  { name: 'review-queue', path: '/admin/applications', shows: 'Kestrel Assurance Group plc', german: 'Liste eingrenzen' },
  { name: 'review-queue-filtered', path: '/admin/applications?tier=gold&q=north', shows: 'Clear the filters', german: 'Filter aufheben' },
  { name: 'review-queue-empty', path: '/admin/applications?q=nobody', shows: 'No application fits these filters.', german: 'Keine Bewerbung passt zu diesen Filtern.' },
  { name: 'review', path: detail, shows: 'HRB 148213', german: 'Ähnliche Unternehmen' },
];
