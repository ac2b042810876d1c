import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { auditEntry, auditQuery } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { keysetPage, type Page } from '#libs/database/keyset';
import { AuditEntry } from './audit-entry.entity.ts';
import { namesIn } from './audit.names.ts';

type AuditEntryView = z.output<typeof auditEntry>;
const sorts = { position: { by: 'entry.position', type: 'bigint' } } as const;
const day = /^\d{4}-\d\d-\d\d$/;

@Injectable()
export class AuditListing {
  constructor(private readonly database: Database) {}

  /** `actor` and `subject` match an id or a kind, `action` the whole word or its beginning up to a dot (`user` finds `user.invited`); a `to` without a time includes its day. */
  async list(caller: Actor, { actor, action, subject, from, to, limit, cursor }: z.output<typeof auditQuery>): Promise<Page<AuditEntryView>> {
    return this.database.inTransaction(caller, async (tx) => {
      const query = tx.getRepository(AuditEntry).createQueryBuilder('entry').where('true');
      if (actor) query.andWhere('(entry.actorId = :actor OR entry.actorKind = :actor)', { actor });
      if (subject) query.andWhere('(entry.subjectId = :subject OR entry.subjectKind = :subject)', { subject });
      if (action) query.andWhere('(entry.action = :action OR starts_with(entry.action, :actionPrefix))', { action, actionPrefix: `${action}.` });
      if (from) query.andWhere('entry.at >= :from', { from: new Date(from) });
      if (to && day.test(to)) query.andWhere('entry.at < :end', { end: new Date(Date.parse(to) + 86_400_000) });
      else if (to) query.andWhere('entry.at <= :to', { to: new Date(to) });
      const page = await keysetPage(query, { list: 'audit', sorts, sort: '-position', cursor, limit });
      const names = await namesIn(tx, page.items);
      return { ...page, items: page.items.map((entry) => viewOf(entry, names)) };
    });
  }
}

function viewOf(entry: AuditEntry, nameOf: (id: string | null) => string | null): AuditEntryView {
  const { position, at, service, actorKind, actorId, actorPartnerId, action, subjectKind, subjectId, why, details, correlationId, hash } = entry;
  return {
    position: Number(position),
    at: at.toISOString(),
    service,
    actor: { kind: actorKind, id: actorId, partnerId: actorPartnerId, name: nameOf(actorId), company: nameOf(actorPartnerId) },
    action,
    subject: { kind: subjectKind, id: subjectId, name: nameOf(subjectId) },
    why,
    details,
    correlationId,
    hash: hash.toString('hex'),
  };
}
