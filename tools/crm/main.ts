// `npm run crm -- invoice.paid.v1 '{"invoiceId": …}'`: reports to the running stack what a CRM would; many at once, one JSON a line, on standard input.
import { asCommand, runFor } from '../running-stack.ts';

await asCommand(() => runFor('leads', 'tools/crm/send.ts', process.argv.slice(2)));
