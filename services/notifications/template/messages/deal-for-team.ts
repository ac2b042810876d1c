import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, teamDealPage, text } from './fields.ts';

export const dealForTeam = defineMessage({
  name: 'deal-for-team',
  link: teamDealPage,
  kind: 'deal_reviews',
  feedLink: teamDealPage,
  data: z.object({ ...deal, companyName: text, ask: z.enum(['registration', 'resubmission', 'extension', 'report']) }),
  en: {
    subject: 'Deal {{reference}} of {{companyName}} with {{customer}}: {{choice ask registration="to be decided" resubmission="to be decided again" extension="extension asked for" report="a report contradicts it"}}',
    body: `<h1>A deal needs you</h1>
{{> greeting}}
<p>{{choice ask registration="A new registration waits for a decision" resubmission="A completed registration waits for a decision" extension="The partner asks for an extension" report="The CRM reported something that the deal cannot take"}}: {{reference}} of <strong>{{companyName}}</strong> with <strong>{{customer}}</strong>.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} of {{companyName}} with {{customer}} needs a decision' },
  },
  de: {
    subject: 'Deal {{reference}} von {{companyName}} mit {{customer}}: {{choice ask registration="zu entscheiden" resubmission="erneut zu entscheiden" extension="Verlängerung erbeten" report="eine Meldung widerspricht ihm"}}',
    body: `<h1>Ein Deal braucht Sie</h1>
{{> greeting}}
<p>{{choice ask registration="Eine neue Registrierung wartet auf eine Entscheidung" resubmission="Eine ergänzte Registrierung wartet auf eine Entscheidung" extension="Der Partner bittet um eine Verlängerung" report="Das CRM hat etwas gemeldet, was der Deal nicht annehmen kann"}}: {{reference}} von <strong>{{companyName}}</strong> mit <strong>{{customer}}</strong>.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} von {{companyName}} mit {{customer}} braucht eine Entscheidung' },
  },
});
