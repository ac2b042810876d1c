import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { optionalText, text } from './fields.ts';

export const joinRequested = defineMessage({
  name: 'join-requested',
  link: '/join-requests',
  kind: 'colleagues',
  feedLink: '/join-requests',
  data: z.object({ companyName: text, personName: text, personEmail: text, jobTitle: optionalText, message: optionalText }),
  en: {
    subject: 'Somebody asks to join the account of {{companyName}}',
    body: `<h1>Somebody asks to join your account</h1>
{{> greeting}}
<p><strong>{{personName}}</strong> ({{personEmail}}{{#if jobTitle}}, {{jobTitle}}{{/if}}) says to work for <strong>{{companyName}}</strong> and asks for an account.</p>
{{#if message}}<blockquote dir="auto">{{lines message}}</blockquote>{{/if}}
<p>Sign in to invite or to decline. Nobody gets in without your decision.</p>
{{> action label="Decide"}}`,
    feed: { title: 'Somebody asks to join the account of {{companyName}}', body: 'Invite or decline' },
  },
  de: {
    subject: 'Jemand möchte zum Konto von {{companyName}} gehören',
    body: `<h1>Jemand möchte zu Ihrem Konto gehören</h1>
{{> greeting}}
<p><strong>{{personName}}</strong> ({{personEmail}}{{#if jobTitle}}, {{jobTitle}}{{/if}}) gibt an, für <strong>{{companyName}}</strong> zu arbeiten, und bittet um einen Zugang.</p>
{{#if message}}<blockquote dir="auto">{{lines message}}</blockquote>{{/if}}
<p>Melden Sie sich an, um einzuladen oder abzulehnen. Ohne Ihre Entscheidung erhält niemand Zugang.</p>
{{> action label="Entscheiden"}}`,
    feed: { title: 'Jemand möchte zum Konto von {{companyName}} gehören', body: 'Einladen oder ablehnen' },
  },
});
