import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage, moment } from './fields.ts';

export const applicationAnswered = defineMessage({
  name: 'application-answered',
  link: applicationPage,
  kind: 'applications',
  feedLink: applicationPage,
  data: z.object({ ...application, decisionDueAt: moment }),
  en: {
    subject: 'Answer received for {{reference}}: {{companyName}}',
    body: `<h1>The applicant has answered</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> ({{reference}}) answered the open question. The clock runs again: the decision is due {{dateTime decisionDueAt}}.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'Answer received for {{reference}}: {{companyName}}', body: 'Decision due {{dateTime decisionDueAt}}' },
  },
  de: {
    subject: 'Antwort zu {{reference}} eingegangen: {{companyName}}',
    body: `<h1>Eine Antwort ist da</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> ({{reference}}) hat die offene Frage beantwortet. Die Frist läuft wieder: Die Entscheidung ist fällig am {{dateTime decisionDueAt}}.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Antwort zu {{reference}} eingegangen: {{companyName}}', body: 'Entscheidung fällig: {{dateTime decisionDueAt}}' },
  },
});
