import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, moment, optionalText } from './fields.ts';

export const applicationRejected = defineMessage({
  name: 'application-rejected',
  link: '/',
  kind: 'essential',
  data: z.object({
    ...application,
    reason: z.enum(['needs_more_detail', 'does_not_meet_requirements', 'not_the_right_fit', 'duplicate', 'other']),
    note: optionalText,
    mayReapplyFrom: moment,
    atOnce: z.boolean(),
  }),
  en: {
    subject: 'Our decision on your application {{reference}}',
    body: `<h1>Our decision on your application</h1>
{{> greeting}}
<p>Thank you for the interest of <strong>{{companyName}}</strong>. We are sorry that we cannot accept the application {{reference}}: {{choice reason
  needs_more_detail="it needs more detail before we can decide"
  does_not_meet_requirements="the requirements of the programme are not met"
  not_the_right_fit="it is not the right fit at present"
  duplicate="the company is known to us already"
  other="for a reason of our own"}}.</p>
{{#if note}}<blockquote dir="auto">{{lines note}}</blockquote>{{/if}}
{{#if atOnce}}<p>You may apply again at once.</p>{{else}}<p>You may apply again from {{date mayReapplyFrom}}.</p>{{/if}}
{{> action label="To the partner programme"}}
{{> regards}}`,
  },
  de: {
    subject: 'Unsere Entscheidung zu Ihrer Bewerbung {{reference}}',
    body: `<h1>Unsere Entscheidung zu Ihrer Bewerbung</h1>
{{> greeting}}
<p>vielen Dank für das Interesse von <strong>{{companyName}}</strong>. Leider können wir die Bewerbung {{reference}} nicht annehmen: {{choice reason
  needs_more_detail="Für eine Entscheidung fehlen uns noch Angaben"
  does_not_meet_requirements="Die Voraussetzungen des Programms sind nicht erfüllt"
  not_the_right_fit="Sie passt derzeit nicht zum Programm"
  duplicate="Die Firma ist uns bereits bekannt"
  other="Aus einem anderen Grund"}}.</p>
{{#if note}}<blockquote dir="auto">{{lines note}}</blockquote>{{/if}}
{{#if atOnce}}<p>Sie können sich sofort erneut bewerben.</p>{{else}}<p>Sie können sich ab dem {{date mayReapplyFrom}} erneut bewerben.</p>{{/if}}
{{> action label="Zum Partnerprogramm"}}
{{> regards}}`,
  },
});
