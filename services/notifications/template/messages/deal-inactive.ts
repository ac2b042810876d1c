import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage, moment } from './fields.ts';

export const dealInactive = defineMessage({
  name: 'deal-inactive',
  link: dealPage,
  kind: 'deal_reminders',
  feedLink: dealPage,
  data: z.object({ ...deal, inactiveSince: moment, revokedAfter: moment }),
  en: {
    subject: 'Nothing has happened about your deal {{reference}} with {{customer}}',
    body: `<h1>Nothing has happened about your deal</h1>
{{> greeting}}
<p>Since {{date inactiveSince}} no activity has been logged for your deal {{reference}} with <strong>{{customer}}</strong>. Without one its protection is taken away on {{date revokedAfter}}.</p>
{{> action label="Log an activity"}}
{{> regards}}`,
    feed: { title: 'No activity on deal {{reference}} with {{customer}}' },
  },
  de: {
    subject: 'Bei Ihrem Deal {{reference}} mit {{customer}} ist nichts geschehen',
    body: `<h1>Bei Ihrem Deal ist nichts geschehen</h1>
{{> greeting}}
<p>Seit dem {{date inactiveSince}} ist für Ihren Deal {{reference}} mit <strong>{{customer}}</strong> keine Aktivität festgehalten. Ohne eine wird ihm am {{date revokedAfter}} der Schutz entzogen.</p>
{{> action label="Aktivität festhalten"}}
{{> regards}}`,
    feed: { title: 'Keine Aktivität bei Deal {{reference}} mit {{customer}}' },
  },
});
