import type { DecisionReason } from '#libs/contracts/http/deals';
import type { Locale } from '#libs/contracts/primitives';

/** What a partner is told of a decision. Whatever there is to say about another partner is not said: the text is the same for every rival, and for none. */
const texts: Record<DecisionReason, Record<Locale, string>> = {
  'opportunity-free': {
    en: 'The opportunity is yours. It is protected until the date shown; log what you do about it.',
    de: 'Die Gelegenheit gehört Ihnen. Sie ist bis zum angezeigten Tag geschützt; halten Sie fest, was Sie dafür tun.',
  },
  'awaits-approval': {
    en: 'The opportunity is free and reserved for you until our team has confirmed it.',
    de: 'Die Gelegenheit ist frei und für Sie reserviert, bis unser Team sie bestätigt hat.',
  },
  'opportunity-taken': {
    en: 'The opportunity is not open at the moment. Your registration waits and moves up by itself when it becomes free.',
    de: 'Die Gelegenheit ist im Augenblick nicht offen. Ihre Registrierung wartet und rückt von selbst auf, sobald sie frei wird.',
  },
  'account-unclear': {
    en: 'Our team checks which customer this is and answers shortly. The registration is reserved for you until then.',
    de: 'Unser Team prüft, um welchen Kunden es sich handelt, und antwortet in Kürze. Bis dahin ist die Registrierung für Sie reserviert.',
  },
  'named-account': {
    en: 'This customer is looked after by our own sales team and is not open to registration.',
    de: 'Diesen Kunden betreut unser eigener Vertrieb; er steht für Registrierungen nicht offen.',
  },
  'direct-pipeline': {
    en: 'Our own sales team is already talking to this customer, so it is not open to registration.',
    de: 'Unser eigener Vertrieb ist mit diesem Kunden bereits im Gespräch; er steht für Registrierungen nicht offen.',
  },
};

export function decisionText(reason: DecisionReason, locale: Locale): string {
  return texts[reason][locale];
}
