import type { PortalPage } from './pages.ts';
import { teamDealIds } from './stub-team-deals.ts';
import { northwindId } from './stub-team-partners.ts';

const detail = '/admin/applications/0191d3a0-0000-7000-8000-000000000102';

/** The vendor's side, for whoever signs in there. */
export const teamPages: readonly PortalPage[] = [
  { name: 'team-home', path: '/admin', shows: 'Kestrel Assurance Group plc', german: 'Als Nächstes fällig' },
  { name: 'review-queue', path: '/admin/applications', shows: 'Kestrel Assurance Group plc', german: 'Liste eingrenzen' },
  { name: 'review-queue-filtered', path: '/admin/applications?tier=gold&q=north', shows: 'Clear the filters', german: 'Filter aufheben' },
  { name: 'review-queue-empty', path: '/admin/applications?q=nobody', shows: 'No application fits these filters.', german: 'Keine Bewerbung passt zu diesen Filtern.' },
  { name: 'review', path: detail, shows: 'HRB 148213', german: 'Ähnliche Unternehmen' },
  { name: 'deal-queue', path: '/admin/deals', shows: 'Meridian Life Insurance', german: 'Wartet auf Entscheidung' },
  { name: 'deal-review', path: '/admin/deals/0191d3a0-0000-7000-8000-000000000201', shows: 'Alpenschutz AG', german: 'Was davor und dahinter steht' },
  { name: 'deal-extension', path: '/admin/deals/0191d3a0-0000-7000-8000-000000000202', shows: 'The budget moves to January.', german: 'Längerer Schutz' },
  { name: 'deal-protected', path: `/admin/deals/${teamDealIds.protected}`, shows: 'How it ended', german: 'Wie es ausging' },
  { name: 'deal-closed', path: `/admin/deals/${teamDealIds.won}`, shows: 'What became of it', german: 'Was daraus wurde' },
  { name: 'held-reports', path: '/admin/deals/reports', shows: 'DEAL-5H3J-7VNC', german: 'Warum sie zurückgehalten wird' },
  { name: 'deals-all', path: '/admin/deals?show=all', shows: 'Alder Insurance', german: 'Von jedem Partner' },
  { name: 'deals-all-empty', path: '/admin/deals?show=all&q=nobody', shows: 'No deal fits these filters.', german: 'Kein Deal passt zu diesen Filtern.' },
  { name: 'partners', path: '/admin/partners', shows: 'Oakridge Cyber Ltd', german: 'betreut von: Jonas Weidmann' },
  { name: 'partners-empty', path: '/admin/partners?q=nobody', shows: 'No partner fits these filters.', german: 'Kein Partner passt zu diesen Filtern.' },
  { name: 'partner', path: `/admin/partners/${northwindId}`, shows: 'Lena Vogel', german: 'Was ihm zusteht' },
  { name: 'partner-statement', path: `/admin/partners/${northwindId}/statements/current`, shows: 'Of it payable', german: 'Davon auszahlbar' },
  { name: 'commissions', path: '/admin/commissions', shows: 'Blue Harbor Consulting LLC', german: 'von 24 Partnern' },
  { name: 'commissions-empty', path: '/admin/commissions?month=2026-01', shows: 'Nothing was posted in this month.', german: 'In diesem Monat wurde nichts gebucht.' },
  { name: 'payments', path: '/admin/commissions/payments', shows: 'Invoice INV-2026-0991', german: 'Wartet auf etwas' },
  { name: 'payments-refund', path: '/admin/commissions/payments?enter=refund', shows: 'Number of the refund', german: 'Nummer der Erstattung' },
  { name: 'programme-rules', path: '/admin/programme', shows: '32.5', german: 'Gilt jetzt' },
  { name: 'programme-resources', path: '/admin/programme/resources', shows: 'Upload a file', german: 'Datei hochladen' },
  { name: 'programme-accounts', path: '/admin/programme/accounts', shows: 'Walmart Inc.', german: '3 Kunden' },
  { name: 'programme-tiers', path: '/admin/programme/tiers', shows: 'Revenue protection', german: 'Verlangt' },
  { name: 'programme-stories', path: '/admin/programme/stories', shows: 'Told no more', german: 'Wird nicht mehr erzählt' },
  { name: 'programme-settings', path: '/admin/programme/settings', shows: 'Commission is held for', german: 'Provision wird zurückgehalten für' },
  { name: 'exceptions', path: '/admin/exceptions', shows: 'A refund of more than the invoice', german: 'Eine Erstattung über die Rechnung hinaus' },
  { name: 'parked-events', path: '/admin/parked-events', shows: 'deal.won.v1', german: 'wartet auf Sie' },
  { name: 'people', path: '/admin/people', shows: 'Tomasz Wiśniewski', german: 'Jemanden ins Team einladen' },
  { name: 'people-of-partners', path: '/admin/people?side=partner', shows: 'Amara Okafor', german: 'Noch einmal senden' },
  { name: 'audit', path: '/admin/audit', shows: 'Changed an account', german: 'Hat ein Konto geändert' },
  { name: 'audit-empty', path: '/admin/audit?subject=nobody', shows: 'Nothing fits these filters.', german: 'Nichts passt zu diesen Filtern.' },
];
