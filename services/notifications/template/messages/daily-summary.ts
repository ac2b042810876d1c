import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { optionalText, text } from './fields.ts';

/** Sent to those alone who have chosen to hear of something once a day. */
export const dailySummary = defineMessage({
  name: 'daily-summary',
  link: '/account',
  kind: 'essential',
  data: z.object({ items: z.array(z.object({ title: text, body: optionalText })).min(1), count: z.number().int(), more: z.number().int() }),
  en: {
    subject: 'Your summary of the day: {{count}} new',
    body: `<h1>What is new</h1>
{{> greeting}}
<p>You have chosen to hear of this once a day:</p>
<ul>{{#each items}}<li><strong>{{title}}</strong>{{#if body}}<br>{{body}}{{/if}}</li>{{/each}}</ul>
{{#if more}}<p>And {{more}} more.</p>{{/if}}
{{> action label="To your account"}}`,
  },
  de: {
    subject: 'Ihre Zusammenfassung des Tages: {{count}} neu',
    body: `<h1>Neues</h1>
{{> greeting}}
<p>Sie möchten davon einmal am Tag hören:</p>
<ul>{{#each items}}<li><strong>{{title}}</strong>{{#if body}}<br>{{body}}{{/if}}</li>{{/each}}</ul>
{{#if more}}<p>Und {{more}} weitere.</p>{{/if}}
{{> action label="Zu Ihrem Konto"}}`,
  },
});
