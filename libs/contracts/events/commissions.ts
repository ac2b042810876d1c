import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line } from '../text.ts';
import { day, id, instant, money, percent, tierCode } from '../primitives.ts';

/** A rate counts from the first moment of a day, in the programme's time zone, until the next version of its rule does. */
const rate = { tier: tierCode, ruleId: id, version: z.number().int().min(1), percent, effectiveOn: day, effectiveFrom: instant };

/** What a line of a statement is about. */
const about = {
  partnerId: id,
  deal: z.object({ id, reference: line(40), account: z.object({ id, name: line(300) }) }),
  invoiceId: line(200),
};

export const commissionStatuses = ['held', 'payable', 'cancelled'] as const;

export const commissions = defineTopic({
  name: 'commissions',
  owner: 'commissions',
  key: 'partner id, each line with a sequence of its own; tier code for rates',
  description: 'What partners earn: the rates, and every line that is credited or taken back.',
  events: {
    'rate.published.v1': {
      summary: 'A tier has another rate from a day on.',
      data: z.object({ ...rate, publishedAt: instant }),
    },
    'rate.cancelled.v1': {
      summary: 'A published rate will not begin; the one before it goes on.',
      data: z.object({ ...rate, cancelledAt: instant }),
    },
    'rate.snapshotted.v1': {
      summary: 'A published rate once more, for a copy that is built anew, or because another time zone moves the moment at which it begins.',
      data: z.object({ ...rate }),
    },
    'commission.accrued.v1': {
      summary: 'A customer paid an invoice of a won deal; the partner earned commission, which is held for a while.',
      data: z.object({
        ...about,
        instalment: z.number().int().nullable(),
        base: money,
        percent,
        tier: tierCode,
        rule: z.object({ id, version: z.number().int() }),
        amount: money,
        payableOn: day,
        accruedAt: instant,
      }),
    },
    'commission.reversed.v1': {
      summary: 'Money of an invoice went back to the customer, and its share of the commission with it; the amount is not above zero.',
      data: z.object({ ...about, accrualId: id, refundId: line(200), refunded: money, amount: money, reversedAt: instant }),
    },
    'commission.snapshotted.v1': {
      summary: 'The state of a line as it is now, for a copy that is built anew.',
      data: z.object({
        ...about,
        kind: z.enum(['accrual', 'reversal']),
        accrualId: id,
        refundId: line(200).nullable(),
        base: money,
        percent,
        tier: tierCode,
        rule: z.object({ id, version: z.number().int() }),
        amount: money,
        status: z.enum(commissionStatuses),
        payableOn: day,
        postedAt: instant,
      }),
    },
  },
});
