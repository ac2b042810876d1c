import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application } from './fields.ts';

export const applicationContested = defineMessage({
  name: 'application-contested',
  link: 'sealed',
  kind: 'essential',
  data: z.object(application),
  en: {
    subject: 'Your application {{reference}} waits for a look by a person',
    body: `<h1>A person will look at your application</h1>
{{> greeting}}
<p>You asked us to look at the application of <strong>{{companyName}}</strong> although it resembles one that we know already. One of us will now compare the two. The reference is <strong>{{reference}}</strong>.</p>
{{> action label="See where the application stands"}}
<p>The link is yours alone: whoever has it can see and withdraw the application.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Ihre Bewerbung {{reference}} wird persönlich geprüft',
    body: `<h1>Ihre Bewerbung wird persönlich geprüft</h1>
{{> greeting}}
<p>Sie haben uns gebeten, die Bewerbung von <strong>{{companyName}}</strong> zu prüfen, obwohl sie einer uns bekannten ähnelt. Wir vergleichen beide nun persönlich. Das Aktenzeichen ist <strong>{{reference}}</strong>.</p>
{{> action label="Stand der Bewerbung ansehen"}}
<p>Der Link ist nur für Sie bestimmt: Wer ihn hat, kann die Bewerbung sehen und zurückziehen.</p>
{{> regards}}`,
  },
});
