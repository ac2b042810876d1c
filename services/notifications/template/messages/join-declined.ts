import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { text } from './fields.ts';

export const joinDeclined = defineMessage({
  name: 'join-declined',
  link: 'none',
  kind: 'essential',
  data: z.object({ companyName: text }),
  en: {
    subject: 'Your request to join {{companyName}}',
    body: `<h1>Your request was declined</h1>
{{> greeting}}
<p>The owners of the account of <strong>{{companyName}}</strong> declined your request for access. If you think this is a mistake, please talk to them.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Ihre Anfrage an {{companyName}}',
    body: `<h1>Ihre Anfrage wurde abgelehnt</h1>
{{> greeting}}
<p>Die Inhaber des Kontos von <strong>{{companyName}}</strong> haben Ihre Bitte um Zugang abgelehnt. Falls Sie das für einen Irrtum halten, sprechen Sie bitte mit ihnen.</p>
{{> regards}}`,
  },
});
