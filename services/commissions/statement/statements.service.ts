import { Injectable } from '@nestjs/common';
import type { StatementAnswer, StatementQuery } from '#libs/contracts/http/commissions';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Money } from '#libs/database/money';
import { httpProblem } from '#libs/service/problems';
import { itemOf } from '../commission/commission.view.ts';
import { statementText } from '../commission/explanation.ts';
import { Partner } from '../partner/partner.entity.ts';
import { periodOf } from '../setting/period.ts';
import { Programme } from '../setting/programme.ts';
import { readStatement, type CurrencyPart } from './statement.reader.ts';

/** What a partner was credited in a month, and why. */
@Injectable()
export class Statements {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  of(actor: Actor, asked: string, { partnerId: named, locale }: StatementQuery): Promise<StatementAnswer> {
    const partnerId = actor.kind === 'user' ? (named ?? actor.partnerId) : named;
    if (partnerId === undefined) throw unnamed();
    return this.database.inTransaction(actor, async (tx) => {
      const programme = await Programme.read(tx);
      const { period, final } = periodOf(asked, programme, this.clock.now());
      const partner = await tx.findOneBy(Partner, { partnerId });
      if (partner === null) throw httpProblem('http/not-found', { detail: 'There is no such partner.' });
      const parts = await readStatement(tx, partnerId, period);
      return { partnerId, company: partner.companyName, period, timeZone: programme.timeZone(`${period}-01`), final, currencies: parts.map((part) => view(part, locale)) };
    });
  }
}

/** What is owed at the end is what was owed at the beginning and the lines between: moving an amount from held to payable owes nothing more. */
function view({ currency, opening, held, payable, lines }: CurrencyPart, locale: Locale): StatementAnswer['currencies'][number] {
  const money = (minor: bigint) => Money.ofMinor(minor, currency).toJSON();
  const closing = lines.reduce((sum, { line }) => sum + line.amountMinor, opening);
  return {
    currency,
    opening: money(opening),
    lines: lines.map(({ line, deal }) => ({ ...itemOf(line, deal), text: statementText(line, deal, locale) })),
    closing: money(closing),
    held: money(held),
    payable: money(payable),
  };
}

function unnamed(): Error {
  return httpProblem('http/validation-failed', { errors: [{ pointer: '/partnerId', in: 'query', detail: 'must name the partner whose statement is meant' }] });
}
