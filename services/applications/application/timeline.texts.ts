import type { Locale } from '#libs/contracts/primitives';

const texts: Readonly<Record<string, Record<Locale, string>>> = {
  submitted: { en: 'Application received', de: 'Bewerbung eingegangen' },
  contested: { en: 'Application received, to be looked at by a person', de: 'Bewerbung eingegangen, wird von einem Menschen geprüft' },
  review_started: { en: 'Review started', de: 'Prüfung begonnen' },
  more_info_requested: { en: 'We asked you a question', de: 'Wir haben eine Rückfrage' },
  answered: { en: 'You answered our question', de: 'Sie haben unsere Rückfrage beantwortet' },
  approved: { en: 'Application approved', de: 'Bewerbung angenommen' },
  rejected: { en: 'Application declined', de: 'Bewerbung abgelehnt' },
  withdrawn: { en: 'Application withdrawn', de: 'Bewerbung zurückgezogen' },
};

/** What the applicant reads about an entry of the history. */
export function timelineText(event: string, locale: Locale): string {
  return texts[event]?.[locale] ?? event;
}
