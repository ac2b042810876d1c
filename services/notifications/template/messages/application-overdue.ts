import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage, moment } from './fields.ts';

export const applicationOverdue = defineMessage({
  name: 'application-overdue',
  link: applicationPage,
  // The promise to the applicant is broken: nobody opts out of hearing that.
  kind: 'essential',
  feedLink: applicationPage,
  data: z.object({ ...application, decisionDueAt: moment }),
  en: {
    subject: 'Overdue: {{reference}}, {{companyName}}',
    body: `<h1>A decision is overdue</h1>
{{> greeting}}
<p>The decision on <strong>{{companyName}}</strong> ({{reference}}) was due {{dateTime decisionDueAt}}. It still has to be taken.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'Overdue: {{reference}}, {{companyName}}', body: 'The decision was due {{dateTime decisionDueAt}}' },
  },
  de: {
    subject: 'Überfällig: {{reference}}, {{companyName}}',
    body: `<h1>Eine Entscheidung ist überfällig</h1>
{{> greeting}}
<p>Die Entscheidung über <strong>{{companyName}}</strong> ({{reference}}) war fällig am {{dateTime decisionDueAt}}. Sie steht noch aus.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Überfällig: {{reference}}, {{companyName}}', body: 'Die Entscheidung war fällig: {{dateTime decisionDueAt}}' },
  },
});
