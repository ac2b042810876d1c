import { z } from 'zod';
import { defineMessage } from '../message.ts';

export const activationReissued = defineMessage({
  name: 'activation-reissued',
  link: 'sealed',
  kind: 'essential',
  data: z.object({}),
  en: {
    subject: 'Your new activation link',
    body: `<h1>Your new activation link</h1>
{{> greeting}}
<p>Here is a fresh link to open your account. Links from earlier mails no longer work.</p>
{{> action label="Set a password"}}
<p>The link works once, until {{dateTime linkExpiresAt}}.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Ihr neuer Aktivierungslink',
    body: `<h1>Ihr neuer Aktivierungslink</h1>
{{> greeting}}
<p>hier ist ein neuer Link, mit dem Sie Ihr Konto eröffnen. Links aus früheren E-Mails gelten nicht mehr.</p>
{{> action label="Passwort vergeben"}}
<p>Der Link gilt einmal, bis {{dateTime linkExpiresAt}}.</p>
{{> regards}}`,
  },
});
