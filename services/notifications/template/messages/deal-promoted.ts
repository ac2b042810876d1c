import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealPromoted = defineMessage({
  name: 'deal-promoted',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, protectedUntil: moment.nullable() }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} has moved up',
    body: `<h1>Your deal has moved up</h1>
{{> greeting}}
<p>The opportunity of your registration {{reference}} with <strong>{{customer}}</strong> has become free.</p>
{{#if protectedUntil}}<p>It is yours and protected until {{date protectedUntil}}.</p>{{else}}<p>It is reserved for you until our team has confirmed it.</p>{{/if}}
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} has moved up' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} ist aufgerückt',
    body: `<h1>Ihr Deal ist aufgerückt</h1>
{{> greeting}}
<p>Die Gelegenheit Ihrer Registrierung {{reference}} mit <strong>{{customer}}</strong> ist frei geworden.</p>
{{#if protectedUntil}}<p>Sie gehört Ihnen und ist bis zum {{date protectedUntil}} geschützt.</p>{{else}}<p>Sie ist für Sie reserviert, bis unser Team sie bestätigt hat.</p>{{/if}}
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} ist aufgerückt' },
  },
});
