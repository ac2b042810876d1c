import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage } from './fields.ts';

export const applicationWithdrawn = defineMessage({
  name: 'application-withdrawn',
  link: applicationPage,
  kind: 'applications',
  feedLink: applicationPage,
  data: z.object(application),
  en: {
    subject: 'Withdrawn: {{reference}}, {{companyName}}',
    body: `<h1>An application was withdrawn</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> took back the application {{reference}}. There is nothing left to decide.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'Withdrawn: {{reference}}, {{companyName}}' },
  },
  de: {
    subject: 'Zurückgezogen: {{reference}}, {{companyName}}',
    body: `<h1>Eine Bewerbung wurde zurückgezogen</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> hat die Bewerbung {{reference}} zurückgezogen. Es ist nichts mehr zu entscheiden.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Zurückgezogen: {{reference}}, {{companyName}}' },
  },
});
