import { z } from 'zod';
import { defineMessage } from '../message.ts';
import { moment, statementPage, sum } from './fields.ts';

export const commissionAccrued = defineMessage({
  name: 'commission-accrued',
  link: statementPage,
  kind: 'commission',
  feedLink: statementPage,
  data: z.object({ day: moment, several: z.boolean(), payments: z.number().int(), amounts: z.array(sum).min(1) }),
  en: {
    subject: 'Commission of {{date day}}: {{#each amounts}}{{#unless @first}}, {{/unless}}{{money this}}{{/each}}',
    body: `<h1>You earned commission</h1>
{{> greeting}}
<p>On {{date day}} {{#if several}}{{payments}} payments of your customers{{else}}a payment of a customer{{/if}} earned you commission:</p>
<ul>{{#each amounts}}<li><strong>{{money this}}</strong></li>{{/each}}</ul>
<p>It is held for a while before it becomes payable. Your statement explains each line: the deal, the invoice, the rate and the day on which it becomes payable.</p>
{{> action label="See the statement"}}`,
    feed: { title: 'Commission of {{date day}}: {{#each amounts}}{{#unless @first}}, {{/unless}}{{money this}}{{/each}}' },
  },
  de: {
    subject: 'Provision vom {{date day}}: {{#each amounts}}{{#unless @first}}, {{/unless}}{{money this}}{{/each}}',
    body: `<h1>Sie haben Provision verdient</h1>
{{> greeting}}
<p>Am {{date day}} {{#if several}}haben Ihnen {{payments}} Zahlungen Ihrer Kunden{{else}}hat Ihnen eine Zahlung eines Kunden{{/if}} Provision gebracht:</p>
<ul>{{#each amounts}}<li><strong>{{money this}}</strong></li>{{/each}}</ul>
<p>Sie wird eine Zeit lang zurückgehalten, bevor sie auszahlbar ist. Ihre Abrechnung erklärt jede Zeile: Deal, Rechnung, Satz und den Tag, ab dem sie auszahlbar ist.</p>
{{> action label="Zur Abrechnung"}}`,
    feed: { title: 'Provision vom {{date day}}: {{#each amounts}}{{#unless @first}}, {{/unless}}{{money this}}{{/each}}' },
  },
});
