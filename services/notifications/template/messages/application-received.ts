import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, moment } from './fields.ts';

export const applicationReceived = defineMessage({
  name: 'application-received',
  link: 'sealed',
  kind: 'essential',
  data: z.object({ ...application, decisionDueAt: moment }),
  en: {
    subject: 'We received your application {{reference}}',
    body: `<h1>We received your application</h1>
{{> greeting}}
<p>Thank you for the application of <strong>{{companyName}}</strong> to become our partner. Its reference is <strong>{{reference}}</strong>.</p>
<p>You will have our decision by {{dateTime decisionDueAt}}, unless we have a question for you first.</p>
{{> action label="See where the application stands"}}
<p>The link is yours alone: whoever has it can see and withdraw the application.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Ihre Bewerbung {{reference}} ist eingegangen',
    body: `<h1>Ihre Bewerbung ist eingegangen</h1>
{{> greeting}}
<p>vielen Dank für die Bewerbung von <strong>{{companyName}}</strong> als unser Partner. Das Aktenzeichen ist <strong>{{reference}}</strong>.</p>
<p>Unsere Entscheidung erhalten Sie bis {{dateTime decisionDueAt}}, es sei denn, wir haben vorher eine Frage an Sie.</p>
{{> action label="Stand der Bewerbung ansehen"}}
<p>Der Link ist nur für Sie bestimmt: Wer ihn hat, kann die Bewerbung sehen und zurückziehen.</p>
{{> regards}}`,
  },
});
