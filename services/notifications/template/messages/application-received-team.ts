import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, applicationPage, moment, optionalText, text, tierNames } from './fields.ts';

export const applicationReceivedTeam = defineMessage({
  name: 'application-received-team',
  link: applicationPage,
  kind: 'applications',
  feedLink: applicationPage,
  data: z.object({ ...application, country: text, tierAskedFor: text, tierQualifiedFor: optionalText, tierAskedForName: tierNames, tierQualifiedForName: tierNames, decisionDueAt: moment }),
  en: {
    subject: 'New application {{reference}}: {{companyName}}',
    body: `<h1>New application</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> ({{country}}) applies to become a partner.</p>
<p>Reference: {{reference}}<br>Tier asked for: {{tierName tierAskedFor tierAskedForName}}<br>Tier qualified for: {{#if tierQualifiedFor}}{{tierName tierQualifiedFor tierQualifiedForName}}{{else}}none{{/if}}<br>Decision due: {{dateTime decisionDueAt}}</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'New application {{reference}}: {{companyName}}', body: 'Decision due {{dateTime decisionDueAt}}' },
  },
  de: {
    subject: 'Neue Bewerbung {{reference}}: {{companyName}}',
    body: `<h1>Neue Bewerbung</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> ({{country}}) bewirbt sich als Partner.</p>
<p>Aktenzeichen: {{reference}}<br>Gewünschte Stufe: {{tierName tierAskedFor tierAskedForName}}<br>Erfüllte Stufe: {{#if tierQualifiedFor}}{{tierName tierQualifiedFor tierQualifiedForName}}{{else}}keine{{/if}}<br>Entscheidung fällig: {{dateTime decisionDueAt}}</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Neue Bewerbung {{reference}}: {{companyName}}', body: 'Entscheidung fällig: {{dateTime decisionDueAt}}' },
  },
});
