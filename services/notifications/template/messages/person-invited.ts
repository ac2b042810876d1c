import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { optionalText } from './fields.ts';

export const personInvited = defineMessage({
  name: 'person-invited',
  link: 'sealed',
  kind: 'essential',
  data: z.object({ companyName: optionalText }),
  en: {
    subject: 'You are invited to the partner programme',
    body: `<h1>You are invited</h1>
{{> greeting}}
<p>{{#if companyName}}A colleague at <strong>{{companyName}}</strong> invites you to its account in our partner programme.{{else}}You are invited to work on the partner programme of Enterprise Scanner.{{/if}} Set a password to begin.</p>
{{> action label="Set a password"}}
<p>The link works once, until {{dateTime linkExpiresAt}}. If you did not expect this invitation, you need not do anything.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Sie sind zum Partnerprogramm eingeladen',
    body: `<h1>Sie sind eingeladen</h1>
{{> greeting}}
<p>{{#if companyName}}Sie wurden bei <strong>{{companyName}}</strong> zum Konto in unserem Partnerprogramm eingeladen.{{else}}Sie sind eingeladen, am Partnerprogramm von Enterprise Scanner mitzuarbeiten.{{/if}} Vergeben Sie ein Passwort, um zu beginnen.</p>
{{> action label="Passwort vergeben"}}
<p>Der Link gilt einmal, bis {{dateTime linkExpiresAt}}. Falls Sie diese Einladung nicht erwartet haben, brauchen Sie nichts zu tun.</p>
{{> regards}}`,
  },
});
