import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { application, text } from './fields.ts';

export const moreInfoAsked = defineMessage({
  name: 'more-info-asked',
  link: 'sealed',
  kind: 'essential',
  data: z.object({ ...application, question: text }),
  en: {
    subject: 'A question about your application {{reference}}',
    body: `<h1>We have a question</h1>
{{> greeting}}
<p>To decide on the application of <strong>{{companyName}}</strong> ({{reference}}) we would like to know:</p>
<blockquote dir="auto">{{lines question}}</blockquote>
<p>Our clock stands still until you have answered.</p>
{{> action label="Answer the question"}}
{{> regards}}`,
  },
  de: {
    subject: 'Eine Frage zu Ihrer Bewerbung {{reference}}',
    body: `<h1>Wir haben eine Frage</h1>
{{> greeting}}
<p>um über die Bewerbung von <strong>{{companyName}}</strong> ({{reference}}) zu entscheiden, möchten wir wissen:</p>
<blockquote dir="auto">{{lines question}}</blockquote>
<p>Unsere Frist ruht, bis Sie geantwortet haben.</p>
{{> action label="Frage beantworten"}}
{{> regards}}`,
  },
});
