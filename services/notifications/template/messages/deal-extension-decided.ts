import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealExtensionDecided = defineMessage({
  name: 'deal-extension-decided',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, decision: z.enum(['granted', 'refused']), protectedUntil: moment }),
  en: {
    subject: 'The extension of your deal {{reference}} with {{customer}}',
    body: `<h1>The extension of your deal</h1>
{{> greeting}}
<p>{{choice decision granted="Our team has granted" refused="Our team has not granted"}} the extension of your deal {{reference}} with <strong>{{customer}}</strong>. It is protected until {{date protectedUntil}}.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'The extension of deal {{reference}} with {{customer}} is decided' },
  },
  de: {
    subject: 'Die Verlängerung Ihres Deals {{reference}} mit {{customer}}',
    body: `<h1>Die Verlängerung Ihres Deals</h1>
{{> greeting}}
<p>Unser Team hat die Verlängerung Ihres Deals {{reference}} mit <strong>{{customer}}</strong> {{choice decision granted="bewilligt" refused="nicht bewilligt"}}. Er ist bis zum {{date protectedUntil}} geschützt.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Über die Verlängerung von Deal {{reference}} mit {{customer}} ist entschieden' },
  },
});
