import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage } from './fields.ts';

export const dealEnded = defineMessage({
  name: 'deal-ended',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal, ending: z.enum(['expired', 'revoked']) }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} is no longer protected',
    body: `<h1>Your deal is no longer protected</h1>
{{> greeting}}
<p>The protection of your deal {{reference}} with <strong>{{customer}}</strong> has ended: {{choice ending expired="its time is over" revoked="nothing was done about it for too long"}}. You may register the opportunity again.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} is no longer protected' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} ist nicht mehr geschützt',
    body: `<h1>Ihr Deal ist nicht mehr geschützt</h1>
{{> greeting}}
<p>Der Schutz Ihres Deals {{reference}} mit <strong>{{customer}}</strong> ist beendet: {{choice ending expired="Seine Zeit ist abgelaufen" revoked="Es ist zu lange nichts dafür geschehen"}}. Sie können die Gelegenheit erneut registrieren.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} ist nicht mehr geschützt' },
  },
});
