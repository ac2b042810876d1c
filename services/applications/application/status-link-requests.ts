import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { workMailDomain } from '../match-key/company-domain.ts';
import { Application } from './application.entity.ts';
import { applicantOf, named } from './application.mentions.ts';
import { StatusLinks } from './status-links.ts';

/** One mail a minute for one application, or anybody could flood the applicant's inbox from here. */
const restMs = 60_000;
const atMost = 3;

/** Sends the status link again, always to the person who applied and never to whoever asks. */
@Injectable()
export class StatusLinkRequests {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly links: StatusLinks,
  ) {}

  async request(email: string): Promise<{ accepted: true }> {
    await this.database.inTransaction({ kind: 'system', name: 'applications.status-link' }, async (tx) => {
      const at = this.clock.now();
      const found = await find(tx, email);
      const due = found.filter(({ linkRequestedAt }) => linkRequestedAt === null || at.getTime() - linkRequestedAt.getTime() >= restMs);
      if (due.length === 0) return;
      await tx.update(Application, { id: In(due.map(({ id }) => id)) }, { linkRequestedAt: at });
      await this.outbox.appendAll(tx, await Promise.all(due.map((application) => this.event(application, at))));
    });
    return { accepted: true };
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
