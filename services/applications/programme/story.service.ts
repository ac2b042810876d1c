import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CancelStoryBody, PublishStoryBody, StoryVersion, WithdrawStoryBody } from '#libs/contracts/http/tiers';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { beginning, mustFollow, NothingToCancel, oneAtATime } from '#libs/service/publication';
import { Programme } from './programme.service.ts';
import { checkCompany, checkStory, StoryHasEnded, StoryNotTold } from './story.checks.ts';
import { nextVersion, StoryVersions } from './story.versions.ts';
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

  async all(actor: Actor): Promise<{ asOf: string; items: StoryVersion[] }> {
    const rows = await this.database.inTransaction(actor, (tx) => tx.find(SuccessStory, { order: { position: 'ASC', storyId: 'ASC', version: 'ASC' } }));
    return { asOf: this.clock.now().toISOString(), items: rows.filter((row) => !row.isCancelled).map(storyView) };
  }

  publish(request: StoryRequest, body: PublishStoryBody): Promise<StoryVersion> {
    return this.change(request, async (tx, now) => this.add(tx, request.actor, body, { storyId: this.ids.uuid(), version: 1, validFrom: beginning(body.effectiveFrom, now), publishedAt: now }, 'published'));
  }

  republish(request: OneStory, body: PublishStoryBody): Promise<StoryVersion> {
    return this.change(request, async (tx, now) => {
      const { last } = await readOpen(tx, request);
      const validFrom = beginning(body.effectiveFrom, now);
      mustFollow(last, validFrom);
      await tx.update(SuccessStory, { id: last.id }, { validTo: validFrom });
      return this.add(tx, request.actor, body, { storyId: last.storyId, version: await nextVersion(tx, last.storyId), validFrom, publishedAt: now }, 'changed');
    });
  }

  /** Ends the version that is told then; what was to follow it is cancelled. */
  withdraw(request: OneStory, { effectiveFrom, reason }: WithdrawStoryBody): Promise<StoryVersion> {
    const { actor } = request;
    const withdrawnBy = vendorUser(actor);
    return this.change(request, async (tx, withdrawnAt) => {
      const versions = await readOpen(tx, request);
      const validTo = beginning(effectiveFrom, withdrawnAt);
      const told = versions.toldUntil(validTo);
      if (told === undefined) throw new StoryNotTold();
      const coming = versions.from(validTo);
      for (const { id } of coming) await tx.update(SuccessStory, { id }, { validTo: () => 'valid_from' });
      const end = { validTo, withdrawnAt, withdrawnBy, withdrawalReason: reason };
      await tx.update(SuccessStory, { id: told.id }, end);
      const details = { company: told.company, effectiveFrom: validTo.toISOString(), versionsCancelled: coming.map(({ version }) => version).join(', ') || null };
      await this.audit.record(tx, { actor, action: 'success_story.withdrawn', subject: { kind: 'success_story', id: told.storyId }, why: reason, details });
      return storyView(Object.assign(told, end));
    });
  }

  /** Takes back what has not begun: the last version, and the one before goes on; or its withdrawal. Never the one where the other is asked for. */
  async cancel(request: OneStory, { what, reason }: CancelStoryBody): Promise<void> {
    const { actor } = request;
    await this.change(request, async (tx, now) => {
      const { last, before } = await read(tx, request);
      const isWithdrawal = last.withdrawnAt !== null;
      if (isWithdrawal !== (what === 'withdrawal')) throw new NothingToCancel();
      const begins = new Date(isWithdrawal ? last.validTo : last.validFrom);
      if (begins <= now) throw new NothingToCancel();
      const goesOn = isWithdrawal ? last : before;
      if (!isWithdrawal) await tx.update(SuccessStory, { id: last.id }, { validTo: () => 'valid_from' });
      if (goesOn !== undefined) {
        await checkCompany(tx, goesOn, begins);
        await tx.update(SuccessStory, { id: goesOn.id }, { validTo: () => `'infinity'`, ...(isWithdrawal ? { withdrawnAt: null, withdrawnBy: null, withdrawalReason: null } : {}) });
      }
      const details = { company: last.company, version: last.version, effectiveFrom: begins.toISOString() };
      const action = isWithdrawal ? 'success_story.withdrawal_cancelled' : 'success_story.cancelled';
      await this.audit.record(tx, { actor, action, subject: { kind: 'success_story', id: last.storyId }, why: reason, details });
      return null;
    });
  }

  private async change<T extends StoryVersion | null>({ actor, idempotency }: StoryRequest, work: (tx: EntityManager, now: Date) => Promise<T>): Promise<T> {
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

async function read(tx: EntityManager, { storyId, expected }: OneStory): Promise<StoryVersions> {
  const versions = await StoryVersions.read(tx, storyId);
  requireVersion(expected, versions.last.version);
  return versions;
}

/** A story that ends is told anew as another one. */
async function readOpen(tx: EntityManager, request: OneStory): Promise<StoryVersions> {
  const versions = await read(tx, request);
  if (versions.last.withdrawnAt !== null) throw new StoryHasEnded();
  return versions;
}
