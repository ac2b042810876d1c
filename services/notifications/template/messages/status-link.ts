import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application } from './fields.ts';

export const statusLink = defineMessage({
  name: 'status-link',
  link: 'sealed',
  kind: 'essential',
  data: z.object(application),
  en: {
    subject: 'The link to your application {{reference}}',
    body: `<h1>The link to your application</h1>
{{> greeting}}
<p>Here is, once more, the link to the application of <strong>{{companyName}}</strong> ({{reference}}).</p>
{{> action label="See where the application stands"}}
<p>If you did not ask for it, you need not do anything.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Der Link zu Ihrer Bewerbung {{reference}}',
    body: `<h1>Der Link zu Ihrer Bewerbung</h1>
{{> greeting}}
<p>hier ist noch einmal der Link zur Bewerbung von <strong>{{companyName}}</strong> ({{reference}}).</p>
{{> action label="Stand der Bewerbung ansehen"}}
<p>Falls Sie nicht darum gebeten haben, brauchen Sie nichts zu tun.</p>
{{> regards}}`,
  },
});
