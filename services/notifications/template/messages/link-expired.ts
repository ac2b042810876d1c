import { z } from 'zod';
import { defineMessage } from '../message.ts';

/** Goes out instead of a mail whose link has expired before the mail server took it; no event asks for it by itself. */
export const linkExpired = defineMessage({
  name: 'link-expired',
  // The page serves whoever has an account: people without a password get their activation link again.
  link: '/reset-password',
  kind: 'essential',
  data: z.object({}),
  en: {
    subject: 'Please ask for a fresh link',
    body: `<h1>Your link has expired</h1>
{{> greeting}}
<p>We had a link for you with which you set a password. Our mail was held up for so long that this link has expired, so it is not in this mail.</p>
<p>Give your address on the following page, and we send you a fresh link at once.</p>
{{> action label="Ask for a fresh link"}}
<p>If you have a password by now, or did not expect a link, you need not do anything.</p>
{{> regards}}`,
  },
  de: {
    subject: 'Bitte fordern Sie einen neuen Link an',
    body: `<h1>Ihr Link ist abgelaufen</h1>
{{> greeting}}
<p>wir hatten für Sie einen Link, mit dem Sie ein Passwort vergeben. Unsere E-Mail wurde so lange aufgehalten, dass dieser Link abgelaufen ist; er steht deshalb nicht in dieser E-Mail.</p>
<p>Geben Sie auf der folgenden Seite Ihre Adresse an, und wir senden Ihnen sofort einen neuen Link.</p>
{{> action label="Neuen Link anfordern"}}
<p>Falls Sie inzwischen ein Passwort haben oder keinen Link erwartet haben, brauchen Sie nichts zu tun.</p>
{{> regards}}`,
  },
});
