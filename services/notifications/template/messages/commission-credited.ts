import { z } from 'zod';
import { defineFeedMessage } from '../message.ts';
import { moment, statementPage, sum, text } from './fields.ts';

/** Each payment as it comes; the mail about it is that of the day, `commission-accrued`. */
export const commissionCredited = defineFeedMessage({
  name: 'commission-credited',
  kind: 'commission',
  feedLink: statementPage,
  data: z.object({ dealReference: text, accountName: text, invoiceId: text, amount: sum, payableOn: moment }),
  en: { feed: { title: 'Commission credited: {{money amount}} for {{dealReference}} with {{accountName}}', body: 'The customer paid the invoice {{invoiceId}}. Payable from {{date payableOn}}.' } },
  de: { feed: { title: 'Provision gutgeschrieben: {{money amount}} für {{dealReference}} mit {{accountName}}', body: 'Der Kunde hat die Rechnung {{invoiceId}} bezahlt. Auszahlbar ab {{date payableOn}}.' } },
});
