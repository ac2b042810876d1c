import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage, moment } from './fields.ts';

export const clockWarned = defineMessage({
  name: 'clock-warned',
  link: applicationPage,
  kind: 'deadlines',
  feedLink: applicationPage,
  data: z.object({ ...application, percent: z.number(), decisionDueAt: moment }),
  en: {
    subject: '{{share percent}} of the time used: {{reference}}, {{companyName}}',
    body: `<h1>{{choice percent _50="Half of the review time is used" _80="The review is running late"}}</h1>
{{> greeting}}
<p>{{share percent}} of the time promised to <strong>{{companyName}}</strong> ({{reference}}) has passed. The decision is due {{dateTime decisionDueAt}}.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: '{{share percent}} of the time used: {{reference}}, {{companyName}}', body: 'Decision due {{dateTime decisionDueAt}}' },
  },
  de: {
    subject: '{{share percent}} der Zeit verbraucht: {{reference}}, {{companyName}}',
    body: `<h1>{{choice percent _50="Die Hälfte der Prüfzeit ist verbraucht" _80="Die Prüfung wird knapp"}}</h1>
{{> greeting}}
<p>{{share percent}} der Zeit, die wir <strong>{{companyName}}</strong> ({{reference}}) zugesagt haben, sind vergangen. Die Entscheidung ist fällig am {{dateTime decisionDueAt}}.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: '{{share percent}} der Zeit verbraucht: {{reference}}, {{companyName}}', body: 'Entscheidung fällig: {{dateTime decisionDueAt}}' },
  },
});
