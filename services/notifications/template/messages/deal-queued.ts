import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { deal, dealPage } from './fields.ts';

export const dealQueued = defineMessage({
  name: 'deal-queued',
  link: dealPage,
  kind: 'deals',
  feedLink: dealPage,
  data: z.object({ ...deal }),
  en: {
    subject: 'Your deal {{reference}} with {{customer}} waits',
    body: `<h1>Your deal waits</h1>
{{> greeting}}
<p>The opportunity of your registration {{reference}} with <strong>{{customer}}</strong> is not open at the moment. The registration waits and moves up by itself when it becomes free; we write to you then.</p>
{{> action label="To the deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} with {{customer}} waits' },
  },
  de: {
    subject: 'Ihr Deal {{reference}} mit {{customer}} wartet',
    body: `<h1>Ihr Deal wartet</h1>
{{> greeting}}
<p>Die Gelegenheit Ihrer Registrierung {{reference}} mit <strong>{{customer}}</strong> ist im Augenblick nicht offen. Die Registrierung wartet und rückt von selbst auf, sobald sie frei wird; dann schreiben wir Ihnen.</p>
{{> action label="Zum Deal"}}
{{> regards}}`,
    feed: { title: 'Deal {{reference}} mit {{customer}} wartet' },
  },
});
