import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { statementPage, sum, text } from './fields.ts';

export const commissionReversed = defineMessage({
  name: 'commission-reversed',
  link: statementPage,
  kind: 'commission',
  feedLink: statementPage,
  data: z.object({ commissionId: text, dealReference: text, accountName: text, invoiceId: text, refunded: sum, amount: sum }),
  en: {
    subject: 'Commission taken back for {{dealReference}}: {{money amount}}',
    body: `<h1>Commission was taken back</h1>
{{> greeting}}
<p><strong>{{money refunded}}</strong> of the invoice {{invoiceId}} went back to <strong>{{accountName}}</strong> (deal {{dealReference}}). Its share of your commission goes back with it:</p>
<p><strong>{{money amount}}</strong></p>
<p>Your statement explains how it was reckoned.</p>
{{> action label="See the statement"}}`,
    feed: { title: 'Commission taken back for {{dealReference}}: {{money amount}}' },
  },
  de: {
    subject: 'Provision zurückgenommen für {{dealReference}}: {{money amount}}',
    body: `<h1>Provision wurde zurückgenommen</h1>
{{> greeting}}
<p><strong>{{money refunded}}</strong> der Rechnung {{invoiceId}} gingen an <strong>{{accountName}}</strong> zurück (Deal {{dealReference}}). Damit geht der Anteil Ihrer Provision zurück:</p>
<p><strong>{{money amount}}</strong></p>
<p>Ihre Abrechnung erklärt, wie gerechnet wurde.</p>
{{> action label="Zur Abrechnung"}}`,
    feed: { title: 'Provision zurückgenommen für {{dealReference}}: {{money amount}}' },
  },
});
