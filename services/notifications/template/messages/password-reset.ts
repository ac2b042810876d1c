import { z } from 'zod';
import { defineMessage } from '../message.ts';

export const passwordReset = defineMessage({
  name: 'password-reset',
  link: 'sealed',
  kind: 'essential',
  data: z.object({}),
  en: {
    subject: 'Set a new password',
    body: `<h1>Set a new password</h1>
{{> greeting}}
<p>Somebody, probably you, asked to set a new password for this account.</p>
{{> action label="Set a new password"}}
<p>The link works once, until {{dateTime linkExpiresAt}}. If it was not you, you need not do anything: your password stays as it is.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Neues Passwort vergeben',
    body: `<h1>Neues Passwort vergeben</h1>
{{> greeting}}
<p>jemand, vermutlich Sie, möchte für dieses Konto ein neues Passwort vergeben.</p>
{{> action label="Neues Passwort vergeben"}}
<p>Der Link gilt einmal, bis {{dateTime linkExpiresAt}}. Falls Sie es nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.</p>
{{> regards}}`,
  },
});
