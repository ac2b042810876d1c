import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { deals } from '#libs/contracts/events/deals';
import type { heldReport, heldReportsAnswer, HeldReportsQuery } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { keysetPage } from '#libs/database/keyset';
import { Audit } from '#libs/messaging/audit';
import { outgoing } from '#libs/messaging/outbox';
import { httpProblem } from '#libs/service/problems';
import { vendorUser } from '#libs/service/auth/people';
import { Deal } from '../deal/deal.entity.ts';
import { DealMoves } from '../deal/deal.moves.ts';
import type { Besides } from './crm-report.ts';
import { HeldReport, type ReportProblem } from './held-report.entity.ts';
import { ReportSettled } from './held-report.errors.ts';

type View = z.output<typeof heldReport>;
type Incoming = Pick<HeldReport, 'report' | 'source' | 'eventId' | 'data'>;
interface Doubt {
  readonly problem: ReportProblem;
  readonly detail: string;
  readonly besides?: Besides;
}

const sorts = { heldAt: { by: 'report.heldAt', type: 'timestamptz' } } as const;

/** Reports of the CRM that wait for a person. */
@Injectable()
export class HeldReports {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly moves: DealMoves,
  ) {}

  /** On the deal's timeline, for the team alone, and told to it; the books are told what contradicts a win or a loss, and finance finds it there. */
  async hold(tx: EntityManager, actor: Actor, deal: Deal, incoming: Incoming, doubt: Doubt): Promise<void> {
    const { id, heldAt } = await this.keep(tx, incoming, doubt);
    const { problem, besides } = doubt;
    if (problem === 'unknown-deal') return;
    const data = { reportId: id, report: incoming.report, problem, ...(besides === undefined ? {} : { besides }), heldAt: heldAt.toISOString() };
    await this.moves.change(tx, actor, deal, async () => ({
      event: 'report_held',
      why: `${incoming.report}: ${doubt.detail}`,
      internal: true,
      tell: (named) => [outgoing(deals, 'deal.report_held.v1', deal.id, { ...named, ...data })],
    }));
  }

  async holdUnknown(tx: EntityManager, incoming: Incoming): Promise<void> {
    await this.keep(tx, incoming, { problem: 'unknown-deal', detail: 'No deal has this id.' });
  }

  async page(actor: Actor, { settled, limit, cursor }: HeldReportsQuery): Promise<z.output<typeof heldReportsAnswer>> {
    vendorUser(actor);
    return this.database.inTransaction(actor, async (tx) => {
      const query = tx.createQueryBuilder(HeldReport, 'report').where(settled ? 'report.settledAt IS NOT NULL' : 'report.settledAt IS NULL');
      const { items, nextCursor } = await keysetPage(query, { list: `held-reports/${settled}`, sorts, sort: '-heldAt', limit, cursor });
      const references = await referencesOf(tx, items);
      return { items: items.map((item) => view(item, references)), nextCursor };
    });
  }

  /** A person has looked; what was to be done about the deal was done by the deal's own verbs. */
  settle(actor: Actor, id: string, note: string, request: IdempotentRequest | undefined): Promise<View> {
    const settledBy = vendorUser(actor);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const report = await tx.findOne(HeldReport, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (report === null) throw httpProblem('http/not-found', { detail: 'There is no such report.' });
        if (report.settledAt !== null) throw new ReportSettled();
        Object.assign(report, { settledAt: this.clock.now(), settledBy, settleNote: note });
        await tx.update(HeldReport, { id }, { settledAt: report.settledAt, settledBy, settleNote: note });
        await this.audit.record(tx, { actor, action: 'report.settled', subject: { kind: 'deal', id: report.dealId }, why: note });
        return view(report, await referencesOf(tx, [report]));
      }),
    );
  }

  private async keep(tx: EntityManager, { report, source, eventId, data }: Incoming, { problem, detail }: Doubt): Promise<{ id: string; heldAt: Date }> {
    const held = { id: this.ids.uuid(), heldAt: this.clock.now() };
    await tx.insert(HeldReport, { ...held, dealId: data.dealId, report, problem, detail, data, source, eventId, settledAt: null, settledBy: null, settleNote: null });
    return held;
  }
}

async function referencesOf(tx: EntityManager, reports: readonly HeldReport[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; reference: string }[]>('SELECT id, reference FROM deal WHERE id = ANY ($1::uuid[])', [reports.map(({ dealId }) => dealId)]);
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

function view({ id, dealId, report, problem, detail, data, heldAt, settledAt, settleNote }: HeldReport, references: ReadonlyMap<string, string>): View {
  const when = { heldAt: heldAt.toISOString(), settledAt: settledAt?.toISOString() ?? null, settleNote };
  return { id, dealId, reference: references.get(dealId) ?? null, report, problem, detail, data, ...when };
}
