import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { isInfrastructureFailure } from '#libs/database/failures';
import { Ids } from '#libs/database/ids';
import { atCommit } from '#libs/database/transaction.work';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { workMailDomain } from '#libs/matching/company-domain';
import { Application } from './application.entity.ts';
import { applicantOf, named } from './application.mentions.ts';
import { StatusLinks } from './status-links.ts';

/** One mail a minute for one application, or anybody could flood the applicant's inbox from here. */
const restMs = 60_000;
const atMost = 3;
const perTransaction = 20;
const system = { kind: 'system', name: 'applications.status-link' } as const;
const sweepName = 'applications.status-links';

/**
 * Sends the status link again, always to the person who applied and never to whoever asks. A request is only stored, in the same way for every
 * address, and looked into a moment later, so that neither words nor time tell who has applied.
 */
@Injectable()
export class StatusLinkRequests implements OnModuleInit {
  private readonly logger = new Logger('StatusLinkRequests');

  constructor(
    private readonly database: Database,
    private readonly sweeper: Sweeper,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly links: StatusLinks,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: sweepName, intervalMs: 500, run: (tx) => this.answerSome(tx) });
  }

  async request(email: string): Promise<{ accepted: true }> {
    const values = [this.ids.uuid(), email, this.clock.now()];
    const keep = { name: 'status-link-request-keep', text: 'INSERT INTO status_link_request (id, email, requested_at) VALUES ($1, $2, $3)', values };
    await this.database.inTransaction(system, async (tx) => atCommit(tx, keep));
    return { accepted: true };
  }

  private async answerSome(tx: EntityManager): Promise<number> {
    const requests = await tx.query<{ id: string; email: string; requested_at: Date }[]>(
      'SELECT id, email, requested_at FROM status_link_request ORDER BY id LIMIT $1',
      [perTransaction],
    );
    for (const { email, requested_at } of requests) {
      // One that can never be answered must not keep all others waiting.
      await tx.transaction((row) => this.answer(row, email, requested_at)).catch((error: unknown) => {
        if (isInfrastructureFailure(error)) throw error;
        this.logger.error({ message: 'A request for a status link is given up', err: error });
      });
    }
    await tx.query('DELETE FROM status_link_request WHERE id = ANY($1::uuid[])', [requests.map(({ id }) => id)]);
    return requests.length;
  }

  private async answer(tx: EntityManager, email: string, at: Date): Promise<void> {
    const found = await find(tx, email);
    const due = found.filter(({ linkRequestedAt }) => linkRequestedAt === null || at.getTime() - linkRequestedAt.getTime() >= restMs);
    if (due.length === 0) return;
    await tx.update(Application, { id: In(due.map(({ id }) => id)) }, { linkRequestedAt: at });
    await this.outbox.appendAll(tx, await Promise.all(due.map((application) => this.event(application, at))));
  }

  private async event(application: Application, at: Date) {
    return outgoing(applications, 'application.status_link_requested.v1', application.id, {
      ...named(application),
      applicant: applicantOf(application),
      statusLink: await this.links.sealed(application.id),
      requestedAt: at.toISOString(),
    });
  }
}

/** The latest applications of this person; where there is none, the open one of the company that the address belongs to. */
async function find(tx: EntityManager, email: string): Promise<Application[]> {
  const lock = { mode: 'pessimistic_write' } as const;
  const own = await tx.find(Application, { where: { contact: { email } }, order: { submittedAt: 'DESC' }, take: atMost, lock });
  const domain = workMailDomain(email);
  if (own.length > 0 || domain === undefined) return own;
  const [holder] = await tx.query<{ id: string }[]>(
    `SELECT application_id AS id FROM match_key WHERE kind = 'domain' AND value = $1 AND released_at IS NULL AND partner_id IS NULL`,
    [domain],
  );
  return holder === undefined ? [] : tx.find(Application, { where: { id: holder.id }, lock });
}
