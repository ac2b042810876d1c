import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, text, tierNames } from './fields.ts';

export const applicationApproved = defineMessage({
  name: 'application-approved',
  link: 'none',
  kind: 'essential',
  data: z.object({ ...application, tier: text, tierName: tierNames }),
  en: {
    subject: 'Welcome: your application {{reference}} is approved',
    body: `<h1>Welcome to the partner programme</h1>
{{> greeting}}
<p>We are glad to tell you that the application of <strong>{{companyName}}</strong> ({{reference}}) is approved, at the tier <strong>{{tierName tier tierName}}</strong>.</p>
<p>A second mail brings the link with which you open your account.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Willkommen: Ihre Bewerbung {{reference}} ist angenommen',
    body: `<h1>Willkommen im Partnerprogramm</h1>
{{> greeting}}
<p>wir freuen uns, die Bewerbung von <strong>{{companyName}}</strong> ({{reference}}) anzunehmen, auf der Stufe <strong>{{tierName tier tierName}}</strong>.</p>
<p>Eine zweite E-Mail bringt den Link, mit dem Sie Ihr Konto eröffnen.</p>
{{> regards}}`,
  },
});
