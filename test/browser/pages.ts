export interface PortalPage {
  readonly name: string;
  readonly path: string;
  /** Something that stands there when it is complete, in both languages. */
  readonly shows: string;
  readonly german: string;
  readonly signedIn?: boolean;
}

export const pages: readonly PortalPage[] = [
  { name: 'home', path: '/', shows: 'Platinum Partner', german: 'Am beliebtesten' },
  { name: 'partner-portal', path: '/partner-portal.html', shows: 'Most popular', german: 'Drei Stufen, ein Regelwerk' },
  { name: 'apply', path: '/apply', shows: 'Legal name of the company', german: 'Firma des Unternehmens' },
  { name: 'apply-contact', path: '/apply?step=contact', shows: 'Who speaks for the company', german: 'Wer für das Unternehmen spricht' },
  { name: 'apply-clients', path: '/apply?step=clients', shows: 'Fortune 500', german: 'Mittelstand' },
  { name: 'apply-skills', path: '/apply?step=skills', shows: 'CISSP', german: 'Penetrationstests' },
  { name: 'apply-review', path: '/apply?step=review', shows: 'I accept the terms', german: 'Ich nehme die Bedingungen' },
  { name: 'sign-in', path: '/sign-in', shows: 'Forgotten the password?', german: 'Passwort vergessen?' },
  { name: 'activate', path: '/activate#token=good-token', shows: 'New password', german: 'Neues Passwort' },
  { name: 'activate-without-token', path: '/activate', shows: 'Open this page through the link', german: 'Öffnen Sie diese Seite über den Link' },
  { name: 'reset-password', path: '/reset-password', shows: 'Mail me a link', german: 'Link senden' },
  { name: 'reset-password-confirm', path: '/reset-password#token=good-token', shows: 'Set the new password', german: 'Neues Passwort vergeben' },
  { name: 'application-status', path: '/application-status#token=good-token', shows: 'A question for you', german: 'Eine Frage an Sie' },
  { name: 'application-status-without-token', path: '/application-status', shows: 'Send the link again', german: 'Link noch einmal senden' },
  { name: 'join-requests', path: '/join-requests', shows: 'Lena Vogel', german: 'Annehmen und einladen', signedIn: true },
  { name: 'account', path: '/account', shows: 'What is new', german: 'Neues', signedIn: true },
  { name: 'account-signed-out', path: '/account', shows: 'Sign in first', german: 'Bitte melden Sie sich an' },
  { name: 'partner-home', path: '/home', shows: 'What is new', german: 'Neues', signedIn: true },
  { name: 'commission', path: '/commission', shows: 'Of it payable', german: 'Davon auszahlbar', signedIn: true },
  { name: 'commission-empty', path: '/commission/2025-12', shows: 'Nothing has been credited yet', german: 'Noch ist nichts gutgeschrieben', signedIn: true },
  { name: 'api-docs', path: '/api/docs', shows: '/api/partners/login', german: 'API-Referenz' },
  { name: 'deals', path: '/deals', shows: 'Contoso Versicherungen AG', german: '6 Deals', signedIn: true },
  { name: 'deals-none', path: '/deals?q=nobody', shows: 'Nothing matches', german: 'Nichts passt', signedIn: true },
  { name: 'deal-new', path: '/deals/new', shows: 'Cloud posture scanner', german: 'Cloud-Scanner', signedIn: true },
  { name: 'deal-protected', path: '/deals/0191d3a0-0000-7000-8000-0000000000d1', shows: 'Nothing logged yet.', german: 'Noch ist nichts festgehalten.', signedIn: true },
  { name: 'deal-ending', path: '/deals/0191d3a0-0000-7000-8000-0000000000d6', shows: 'The protection ends soon.', german: 'Der Schutz endet bald.', signedIn: true },
  { name: 'deal-returned', path: '/deals/0191d3a0-0000-7000-8000-0000000000d3', shows: 'Our question', german: 'Unsere Frage', signedIn: true },
  { name: 'deal-rejected', path: '/deals/0191d3a0-0000-7000-8000-0000000000d4', shows: 'They buy from us directly.', german: 'Abgelehnt', signedIn: true },
  { name: 'deal-won', path: '/deals/0191d3a0-0000-7000-8000-0000000000d5', shows: 'Signed for', german: 'Unterschrieben über', signedIn: true },
  { name: 'deal-unknown', path: '/deals/0191d3a0-0000-7000-8000-000000000404', shows: 'There is no such deal', german: 'Diesen Deal gibt es nicht', signedIn: true },
  { name: 'team', path: '/team', shows: 'Lena Vogel', german: 'Wieder hereinlassen', signedIn: true },
  { name: 'profile', path: '/profile', shows: 'this one', german: 'diese hier', signedIn: true },
  { name: 'preferences', path: '/preferences', shows: 'Reminders of deals', german: 'Erinnerungen zu Deals', signedIn: true },
  { name: 'commission-lines', path: '/commission/lines?currency=USD', shows: 'Taken back: refund CN-1', german: 'Zurückgenommen: Erstattung CN-1', signedIn: true },
];
