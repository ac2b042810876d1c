import type { StatementAnswer } from '#libs/contracts/http/commissions';
import type { Locale } from '#libs/contracts/primitives';
import { texts } from '../commission/explanation.texts.ts';

const number = /^-?\d+(\.\d+)?$/;
/** With these a spreadsheet begins a formula, also behind spaces and control characters. */
const formula = /^\s*[=+\-@\t\r]/;
/** Where the semicolon parts cells, as in German spreadsheets, our quotes stand amid one and hold nothing together. */
const formulaBehindSeparator = /([;\t\r\n]\s*)([=+\-@])/g;

/** One cell: quoted where it must be; what a spreadsheet would take for a formula gets an apostrophe, a number below zero does not. */
export function cell(text: string): string {
  const harmless = number.test(text) ? text : (formula.test(text) ? `'${text}` : text).replaceAll(formulaBehindSeparator, "$1'$2");
  return /[",\r\n;]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The statement as RFC 4180 has it: one table, balances as its first and last line for each currency. Figures are plain decimals in every language. */
export function csvOf({ period, currencies }: StatementAnswer, locale: Locale): string {
  const { opening: openingText, closing: closingText, ...names } = texts[locale].columns;
  const columns = [names.posted, names.text, names.deal, names.account, names.invoice, names.refund, names.base, names.rate, names.amount, names.currency, names.status, names.payableOn];
  const balance = (text: string, amount: string, currency: string) => [period, text, '', '', '', '', '', '', amount, currency, '', ''];
  const rows = currencies.flatMap(({ currency, opening, lines, closing }) => [
    balance(openingText, opening.amount, currency),
    ...lines.map((line) => [line.postedAt, line.text, line.deal.reference, line.deal.account, line.invoiceId, line.refundId ?? '', line.base.amount, line.percent, line.amount.amount, currency, line.status, line.payableOn]),
    balance(closingText, closing.amount, currency),
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
