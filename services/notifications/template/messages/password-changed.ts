import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { moment } from './fields.ts';

export const passwordChanged = defineMessage({
  name: 'password-changed',
  link: '/',
  kind: 'essential',
  data: z.object({ changedAt: moment }),
  en: {
    subject: 'Your password was changed',
    body: `<h1>Your password was changed</h1>
{{> greeting}}
<p>The password of your account was changed on {{dateTime changedAt}}, and all other sessions were ended.</p>
<p>If it was not you, ask for a new password at the sign-in page now, and tell us.</p>
{{> action label="To the sign-in page"}}
{{> regards}}`,
    feed: { title: 'Your password was changed', body: 'On {{dateTime changedAt}}; all other sessions were ended' },
  },
  de: {
    subject: 'Ihr Passwort wurde geändert',
    body: `<h1>Ihr Passwort wurde geändert</h1>
{{> greeting}}
<p>das Passwort Ihres Kontos wurde am {{dateTime changedAt}} geändert; alle anderen Sitzungen wurden beendet.</p>
<p>Falls Sie es nicht waren, fordern Sie bitte sofort auf der Anmeldeseite ein neues Passwort an und sagen Sie uns Bescheid.</p>
{{> action label="Zur Anmeldung"}}
{{> regards}}`,
    feed: { title: 'Ihr Passwort wurde geändert', body: 'Am {{dateTime changedAt}}; alle anderen Sitzungen wurden beendet' },
  },
});
