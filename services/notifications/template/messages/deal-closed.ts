import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage } from './fields.ts';

export const dealClosed = defineMessage({
  name: 'deal-closed',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, result: z.enum(['won', 'lost']) }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} is {{choice result won="won" lost="lost"}}',
    body: `<h1>Your deal is closed</h1>
{{> greeting}}
<p>Your deal {{reference}} with <strong>{{customer}}</strong> is {{choice result won="won: congratulations! Commission follows with each payment of the customer" lost="reported as lost"}}.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} is {{choice result won="won" lost="lost"}}' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} ist {{choice result won="gewonnen" lost="verloren"}}',
    body: `<h1>Ihr Deal ist abgeschlossen</h1>
{{> greeting}}
<p>Ihr Deal {{reference}} mit <strong>{{customer}}</strong> ist {{choice result won="gewonnen: Glückwunsch! Provision folgt mit jeder Zahlung des Kunden" lost="als verloren gemeldet"}}.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} ist {{choice result won="gewonnen" lost="verloren"}}' },
  },
});
