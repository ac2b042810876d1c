import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, optionalText, text } from './fields.ts';

export const dealRejected = defineMessage({
  name: 'deal-rejected',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, reason: text, note: optionalText }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}}: our decision',
    body: `<h1>Our decision on your deal</h1>
{{> greeting}}
<p>We cannot accept your registration {{reference}} with <strong>{{customer}}</strong>: {{choice reason
  named-account="our own sales team looks after this customer"
  direct-pipeline="our own sales team is already talking to this customer"
  opportunity-closed="the opportunity is no longer open"
  not-qualified="it does not meet the requirements of a registration"
  existing-customer="the customer has bought this from us before"
  other="for a reason of our own"}}.</p>
{{#if note}}<blockquote dir="auto">{{lines note}}</blockquote>{{/if}}
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} was not accepted' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}}: unsere Entscheidung',
    body: `<h1>Unsere Entscheidung zu Ihrem Deal</h1>
{{> greeting}}
<p>Wir können Ihre Registrierung {{reference}} mit <strong>{{customer}}</strong> nicht annehmen: {{choice reason
  named-account="Diesen Kunden betreut unser eigener Vertrieb"
  direct-pipeline="Unser eigener Vertrieb ist mit diesem Kunden bereits im Gespräch"
  opportunity-closed="Die Gelegenheit ist nicht mehr offen"
  not-qualified="Die Voraussetzungen einer Registrierung sind nicht erfüllt"
  existing-customer="Der Kunde hat dies bereits bei uns gekauft"
  other="Aus einem anderen Grund"}}.</p>
{{#if note}}<blockquote dir="auto">{{lines note}}</blockquote>{{/if}}
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} wurde nicht angenommen' },
  },
});
