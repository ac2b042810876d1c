import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage } from './fields.ts';

export const applicationContestedTeam = defineMessage({
  name: 'application-contested-team',
  link: applicationPage,
  kind: 'applications',
  feedLink: applicationPage,
  data: z.object(application),
  en: {
    subject: 'Contested duplicate {{reference}}: {{companyName}}',
    body: `<h1>A duplicate is contested</h1>
{{> greeting}}
<p>The application of <strong>{{companyName}}</strong> ({{reference}}) was taken for a duplicate, and the applicant disagrees. It waits until somebody has compared the companies.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'Contested duplicate {{reference}}: {{companyName}}' },
  },
  de: {
    subject: 'Bestrittene Dublette {{reference}}: {{companyName}}',
    body: `<h1>Eine Dublette wird bestritten</h1>
{{> greeting}}
<p>Die Bewerbung von <strong>{{companyName}}</strong> ({{reference}}) wurde für eine Dublette gehalten; dem wird widersprochen. Sie wartet, bis jemand die Firmen verglichen hat.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Bestrittene Dublette {{reference}}: {{companyName}}' },
  },
});
