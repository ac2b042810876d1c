import type { CommissionView } from '#libs/contracts/http/commissions';
import { percentText as percentInWords } from '#libs/contracts/percent';
import type { Locale } from '#libs/contracts/primitives';
import { moneyText } from '#libs/database/money.text';
import type { Deal } from '../deal/deal.entity.ts';
import type { Plan } from '../rate/plan.entity.ts';
import { percentText } from '../rate/rate.entity.ts';
import type { Commission } from './commission.entity.ts';
import { texts, type Parts } from './explanation.texts.ts';
import { dayText, tierText } from './wording.ts';

type Sale = Pick<Deal, 'reference' | 'accountName'> & Partial<Pick<Deal, 'closedOn'>>;

/** The line in words, and the reckoning step by step; all of it from the line's own snapshot. */
export function explain(line: Commission, deal: Deal, plan: Plan, locale: Locale): CommissionView['explanation'] {
  const { labels, status, takenFromPayable, rule, ...sentences } = texts[locale];
  const parts = partsOf(line, deal, locale, plan.name[locale]);
  const steps = [
    { label: labels.deal, value: `${parts.deal}, ${parts.account}` },
    { label: labels.invoice, value: `${parts.invoice}${parts.instalment}` },
    ...(line.refundId === null ? [] : [{ label: labels.refund, value: parts.refund }]),
    { label: labels.base, value: moneyText(line.base.toJSON(), locale) },
    { label: labels.tier, value: parts.tier },
    { label: labels.rule, value: rule(parts) },
    { label: labels.rate, value: parts.percent },
    { label: labels.amount, value: parts.amount },
    { label: labels.payableOn, value: parts.payableOn },
  ];
  const state = line.kind === 'reversal' && line.status === 'payable' ? takenFromPayable : status[line.status](parts);
  return { locale, text: `${sentences[line.kind](parts)} ${state}`, steps };
}

/** The line in one sentence, for a statement. */
export function statementText(line: Commission, deal: Sale, locale: Locale): string {
  return texts[locale].statement[line.kind](partsOf(line, deal, locale, ''));
}

function partsOf(line: Commission, { reference, accountName, closedOn }: Sale, locale: Locale, plan: string): Parts {
  const base = line.kind === 'reversal' ? line.base.negate() : line.base;
  return {
    account: accountName,
    deal: reference,
    invoice: line.invoiceId,
    refund: line.refundId ?? '',
    instalment: line.instalment === null ? '' : texts[locale].instalment(line.instalment),
    base: moneyText(base.toJSON(), locale),
    percent: percentInWords(percentText(line.percent), locale),
    tier: tierText(line.tierAtClose),
    plan,
    version: String(line.ruleVersion),
    amount: moneyText(line.amount.toJSON(), locale),
    occurredOn: dayText(line.occurredOn, locale),
    closedOn: closedOn === undefined ? '' : dayText(closedOn, locale),
    payableOn: dayText(line.payableOn, locale),
  };
}
