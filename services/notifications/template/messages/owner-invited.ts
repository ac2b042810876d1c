import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { text } from './fields.ts';

export const ownerInvited = defineMessage({
  name: 'owner-invited',
  link: 'sealed',
  kind: 'essential',
  data: z.object({ companyName: text }),
  en: {
    subject: 'Open the account of {{companyName}}',
    body: `<h1>Open your account</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> is our partner now, and you are the owner of its account. Set a password, and you are in; from there you invite your colleagues.</p>
{{> action label="Set a password"}}
<p>The link works once, until {{dateTime linkExpiresAt}}. After that we send you a fresh one on request.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Eröffnen Sie das Konto von {{companyName}}',
    body: `<h1>Eröffnen Sie Ihr Konto</h1>
{{> greeting}}
<p><strong>{{companyName}}</strong> ist nun unser Partner, und Sie sind Inhaber des Kontos. Vergeben Sie ein Passwort, und Sie können beginnen; von dort laden Sie Ihre Kolleginnen und Kollegen ein.</p>
{{> action label="Passwort vergeben"}}
<p>Der Link gilt einmal, bis {{dateTime linkExpiresAt}}. Danach senden wir Ihnen auf Wunsch einen neuen.</p>
{{> regards}}`,
  },
});
