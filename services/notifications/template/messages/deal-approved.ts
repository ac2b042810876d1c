import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealApproved = defineMessage({
  name: 'deal-approved',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, protectedUntil: moment }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} is approved',
    body: `<h1>Your deal is approved</h1>
{{> greeting}}
<p>Our team has approved your registration {{reference}} with <strong>{{customer}}</strong>. It is protected until {{date protectedUntil}}.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} is approved' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} ist bestätigt',
    body: `<h1>Ihr Deal ist bestätigt</h1>
{{> greeting}}
<p>Unser Team hat Ihre Registrierung {{reference}} mit <strong>{{customer}}</strong> bestätigt. Sie ist bis zum {{date protectedUntil}} geschützt.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} ist bestätigt' },
  },
});
