import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { text } from './fields.ts';

export const accountRefused = defineMessage({
  name: 'account-refused',
  link: '/admin',
  // A partner cannot get in until somebody decides: nobody opts out of hearing that.
  kind: 'essential',
  data: z.object({
    companyName: text,
    personName: text,
    personEmail: text,
    occasion: z.enum(['approval', 'join_request']),
    reason: z.enum(['address_in_use', 'account_disabled']),
  }),
  en: {
    subject: 'An account for {{companyName}} could not be opened',
    body: `<h1>An account could not be opened</h1>
{{> greeting}}
<p>{{choice occasion approval="The owner" join_request="A new colleague"}} of <strong>{{companyName}}</strong>, {{personName}} ({{personEmail}}), gets no account: {{choice reason
  address_in_use="the address belongs to an account elsewhere"
  account_disabled="the account with this address is switched off"}}. Somebody has to decide what to do.</p>
{{> action label="Open the partner portal"}}`,
    feed: { title: 'An account for {{companyName}} could not be opened', body: '{{choice reason address_in_use="The address has an account elsewhere" account_disabled="The account is switched off"}}' },
  },
  de: {
    subject: 'Ein Konto für {{companyName}} konnte nicht eröffnet werden',
    body: `<h1>Ein Konto konnte nicht eröffnet werden</h1>
{{> greeting}}
<p>{{personName}} ({{personEmail}}), {{choice occasion approval="Inhaber" join_request="neu"}} bei <strong>{{companyName}}</strong>, erhält keinen Zugang: {{choice reason
  address_in_use="Die Adresse gehört bereits zu einem Konto an anderer Stelle"
  account_disabled="Das Konto mit dieser Adresse ist abgeschaltet"}}. Jemand muss entscheiden, wie es weitergeht.</p>
{{> action label="Partnerportal öffnen"}}`,
    feed: { title: 'Ein Konto für {{companyName}} konnte nicht eröffnet werden', body: '{{choice reason address_in_use="Die Adresse hat bereits ein Konto" account_disabled="Das Konto ist abgeschaltet"}}' },
  },
});
