import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishStoryBody, StoryVersion, WithdrawStoryBody } from '#libs/contracts/http/tiers';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { beginning, mustFollow, oneAtATime } from '#libs/service/publication';
import { Programme } from './programme.service.ts';
import { checkStory, StoryHasEnded, storyNotFound } from './story.checks.ts';
import { storyView } from './story.view.ts';
import { SuccessStory } from './success-story.entity.ts';

export interface StoryRequest {
  readonly actor: Actor;
  readonly idempotency: IdempotentRequest | undefined;
}
export interface OneStory extends StoryRequest {
  readonly storyId: string;
  readonly expected: ExpectedVersion;
}

/** Success stories: told from a moment on, told otherwise, told no more. */
@Injectable()
export class Stories {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly programme: Programme,
  ) {}

  async all(actor: Actor): Promise<{ items: StoryVersion[] }> {
    const rows = await this.database.inTransaction(actor, (tx) => tx.find(SuccessStory, { order: { position: 'ASC', storyId: 'ASC', version: 'ASC' } }));
    return { items: rows.map(storyView) };
  }

  publish(request: StoryRequest, body: PublishStoryBody): Promise<StoryVersion> {
    return this.change(request, async (tx, now) => this.add(tx, request.actor, body, { storyId: this.ids.uuid(), version: 1, validFrom: beginning(body.effectiveFrom, now), publishedAt: now }, 'published'));
  }

  republish(request: OneStory, body: PublishStoryBody): Promise<StoryVersion> {
    return this.change(request, async (tx, now) => {
      const last = await latest(tx, request);
      const validFrom = beginning(body.effectiveFrom, now);
      mustFollow(last, validFrom);
      await tx.update(SuccessStory, { id: last.id }, { validTo: validFrom });
      return this.add(tx, request.actor, body, { storyId: last.storyId, version: last.version + 1, validFrom, publishedAt: now }, 'changed');
    });
  }

  withdraw(request: OneStory, { effectiveFrom, reason }: WithdrawStoryBody): Promise<StoryVersion> {
    const { actor } = request;
    const withdrawnBy = vendorUser(actor);
    return this.change(request, async (tx, withdrawnAt) => {
      const last = await latest(tx, request);
      const validTo = beginning(effectiveFrom, withdrawnAt);
      mustFollow(last, validTo);
      const end = { validTo, withdrawnAt, withdrawnBy, withdrawalReason: reason };
      await tx.update(SuccessStory, { id: last.id }, end);
      const details = { company: last.company, effectiveFrom: validTo.toISOString() };
      await this.audit.record(tx, { actor, action: 'success_story.withdrawn', subject: { kind: 'success_story', id: last.storyId }, why: reason, details });
      return storyView(Object.assign(last, end));
    });
  }

  private async change({ actor, idempotency }: StoryRequest, work: (tx: EntityManager, now: Date) => Promise<StoryVersion>): Promise<StoryVersion> {
    const done = await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        await oneAtATime(tx);
        return work(tx, this.clock.now());
      }),
    );
    this.programme.forget();
    return done;
  }

  private async add(
    tx: EntityManager, actor: Actor, { effectiveFrom: _from, reason, ...fields }: PublishStoryBody,
    version: Pick<SuccessStory, 'storyId' | 'version' | 'validFrom'> & { publishedAt: Date }, done: 'published' | 'changed',
  ): Promise<StoryVersion> {
    await checkStory(tx, fields, version);
    const added = { id: this.ids.uuid(), ...fields, ...version, publishedBy: vendorUser(actor), reason };
    await tx.insert(SuccessStory, added);
    const details = { version: version.version, company: fields.company, headline: fields.headline.en, effectiveFrom: version.validFrom.toISOString() };
    await this.audit.record(tx, { actor, action: `success_story.${done}`, subject: { kind: 'success_story', id: version.storyId }, why: reason, details });
    return storyView({ ...added, validTo: Number.POSITIVE_INFINITY, withdrawnAt: null, withdrawnBy: null, withdrawalReason: null });
  }
}

/** A story that ends is told anew as another one. */
async function latest(tx: EntityManager, { storyId, expected }: OneStory): Promise<SuccessStory> {
  const last = await tx.findOne(SuccessStory, { where: { storyId }, order: { version: 'DESC' } });
  if (last === null) throw storyNotFound();
  requireVersion(expected, last.version);
  if (last.withdrawnAt !== null) throw new StoryHasEnded();
  return last;
}
