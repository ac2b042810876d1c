import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealRegistered = defineMessage({
  name: 'deal-registered',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, protectedUntil: moment.nullable() }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} is registered',
    body: `<h1>Your deal is registered</h1>
{{> greeting}}
<p>Your registration {{reference}} with <strong>{{customer}}</strong> is in.</p>
{{#if protectedUntil}}<p>The opportunity is yours and protected until {{date protectedUntil}}. Log what you do about it: a deal about which nothing is done loses its protection.</p>{{else}}<p>It is reserved for you; our team looks at it and answers shortly.</p>{{/if}}
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} is registered' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} ist registriert',
    body: `<h1>Ihr Deal ist registriert</h1>
{{> greeting}}
<p>Ihre Registrierung {{reference}} mit <strong>{{customer}}</strong> ist eingegangen.</p>
{{#if protectedUntil}}<p>Die Gelegenheit gehört Ihnen und ist bis zum {{date protectedUntil}} geschützt. Halten Sie fest, was Sie dafür tun: Ein Deal, für den nichts geschieht, verliert seinen Schutz.</p>{{else}}<p>Sie ist für Sie reserviert; unser Team sieht sie sich an und antwortet in Kürze.</p>{{/if}}
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} ist registriert' },
  },
});
