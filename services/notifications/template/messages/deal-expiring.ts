import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealExpiring = defineMessage({
  name: 'deal-expiring',
  link: dealPage,
  kind: 'deal_reminders',
  feedLink: dealPage,
  data: z.object({ ...deal, days: z.number(), protectedUntil: moment }),
  en: {
    subject: '{{days}} days left: your deal {{reference}} with {{customer}}',
    body: `<h1>The protection of your deal ends</h1>
{{> greeting}}
<p>The protection of your deal {{reference}} with <strong>{{customer}}</strong> ends on {{date protectedUntil}}, in {{days}} days. If you have worked on it and need longer, ask for an extension.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: '{{days}} days left for deal {{reference}} with {{customer}}' },
  },
  de: {
    subject: 'Noch {{days}} Tage: Ihr Deal {{reference}} mit {{customer}}',
    body: `<h1>Der Schutz Ihres Deals endet</h1>
{{> greeting}}
<p>Der Schutz Ihres Deals {{reference}} mit <strong>{{customer}}</strong> endet am {{date protectedUntil}}, in {{days}} Tagen. Wenn Sie daran gearbeitet haben und länger brauchen, bitten Sie um eine Verlängerung.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Noch {{days}} Tage für Deal {{reference}} mit {{customer}}' },
  },
});
