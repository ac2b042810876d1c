import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReportAnswer } from '#libs/contracts/http/commissions';
import { Clock } from '#libs/database/clock';
import { beforeCommit } from '#libs/database/transaction.work';
import { currentContext, type MessageContext } from '#libs/messaging/context';
import { Outbox } from '#libs/messaging/outbox';
import { readBooks } from './book.reader.ts';
import { eventsOf, writeBooks } from './book.writer.ts';
import { Books } from './books.ts';
import type { Report } from './report.ts';

interface Told {
  readonly report: Report;
  readonly context: MessageContext;
}

/** The one way into the books, for events and for requests. */
@Injectable()
export class Bookkeeping {
  private readonly collected = new WeakMap<EntityManager, Told[]>();

  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** Takes a report down; all reports of the transaction are booked together at its end, in the order in which they came. */
  report(tx: EntityManager, report: Report): void {
    const told = { report, context: currentContext() };
    const begun = this.collected.get(tx);
    if (begun !== undefined) return void begun.push(told);
    const all = [told];
    this.collected.set(tx, all);
    if (!beforeCommit(tx, async () => void (await this.bookAll(tx, all)))) throw new Error('Reports are not booked within a savepoint');
  }

  /** Books reports at once and says what became of each. */
  book(tx: EntityManager, reports: readonly Report[]): Promise<ReportAnswer[]> {
    return this.bookAll(tx, reports.map((report) => ({ report, context: currentContext() })));
  }

  private async bookAll(tx: EntityManager, told: readonly Told[]): Promise<ReportAnswer[]> {
    const books = new Books(await readBooks(tx, told.map(({ report }) => report)), this.clock.now());
    const answers = told.map(({ report, context }) => books.follow(report, context));
    writeBooks(tx, books);
    await this.outbox.appendAll(tx, eventsOf(books));
    return answers;
  }
}
