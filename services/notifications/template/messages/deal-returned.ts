import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, text } from './fields.ts';

export const dealReturned = defineMessage({
  name: 'deal-returned',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, note: text }),
  en: {
    subject: 'Please complete your deal {{reference}} with {{customer}}',
    body: `<h1>Please complete your deal</h1>
{{> greeting}}
<p>Our team needs more about your registration {{reference}} with <strong>{{customer}}</strong>:</p>
<blockquote dir="auto">{{lines note}}</blockquote>
<p>It stays reserved for you meanwhile.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} needs completing' },
  },
  de: {
    subject: 'Bitte ergänzen Sie Ihren Deal {{reference}} mit {{customer}}',
    body: `<h1>Bitte ergänzen Sie Ihren Deal</h1>
{{> greeting}}
<p>Unser Team braucht zu Ihrer Registrierung {{reference}} mit <strong>{{customer}}</strong> noch Angaben:</p>
<blockquote dir="auto">{{lines note}}</blockquote>
<p>Sie bleibt so lange für Sie reserviert.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} braucht Angaben' },
  },
});
