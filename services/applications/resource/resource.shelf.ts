import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { resourceKind, type PublishedResource, type ResourceAnswer } from '#libs/contracts/http/resources';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { httpProblem } from '#libs/service/problems';
import { Partner } from '../partner/partner.entity.ts';
import { Programme } from '../programme/programme.service.ts';
import type { ProgrammeSnapshot } from '../programme/programme.snapshot.ts';
import { Resource } from './resource.entity.ts';
import { HigherTierNeeded, resourceNotFound } from './resource.errors.ts';
import { ResourceFile } from './resource-file.entity.ts';
import { pageOf, publishedView, rankOf, tierOf } from './resource.view.ts';

/** What stands in the resource centre for everybody to see, and for whom it opens. */
@Injectable()
export class ResourceShelf {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly programme: Programme,
  ) {}

  /** By kind, then by tier, the oldest first: the same for everybody. */
  async list(actor: Actor, locale: Locale): Promise<{ items: ResourceAnswer[] }> {
    const rules = await this.programme.now();
    const found = await this.database.inTransaction(actor, inOrder);
    const now = this.clock.now();
    return { items: byPlace(found.filter((resource) => resource.countsAt(now)), rules).map((resource) => pageOf(resource, rules, locale)) };
  }

  /** What is there, will be and was, in the same order. */
  async published(actor: Actor, locale: Locale): Promise<{ asOf: string; items: PublishedResource[] }> {
    const rules = await this.programme.now();
    return { asOf: this.clock.now().toISOString(), items: byPlace(await this.database.inTransaction(actor, inOrder), rules).map((resource) => publishedView(resource, rules, locale)) };
  }

  /**
   * The bytes, for who may have them; none where the caller has them already, by the hash. Strangers are asked to sign in where a tier is needed, partners below
   * it are told which.
   */
  async file(actor: Actor, id: string, known: (hash: string) => boolean): Promise<{ resource: Resource; bytes: Buffer | undefined }> {
    const rules = await this.programme.now();
    return this.database.inTransaction(actor, async (tx) => {
      const resource = await tx.findOneBy(Resource, { id });
      // The vendor's people may look at what is to come.
      if (resource === null || !(resource.countsAt(this.clock.now()) || (actor.kind === 'vendor' && resource.removedAt === null))) throw resourceNotFound();
      await mayHave(tx, actor, resource, rules);
      if (known(resource.fileHash)) return { resource, bytes: undefined };
      const file = await tx.findOneBy(ResourceFile, { resourceId: id });
      if (file === null) throw resourceNotFound();
      return { resource, bytes: file.bytes };
    });
  }
}

function inOrder(tx: EntityManager): Promise<Resource[]> {
  return tx.find(Resource, { order: { uploadedAt: 'ASC', id: 'ASC' } });
}

function byPlace(found: readonly Resource[], rules: ProgrammeSnapshot): Resource[] {
  const place = ({ kind, tier }: Resource) => resourceKind.options.indexOf(kind) * 100 + rankOf(rules, tier);
  return found.toSorted((a, b) => place(a) - place(b));
}

async function mayHave(tx: EntityManager, actor: Actor, { tier }: Resource, rules: ProgrammeSnapshot): Promise<void> {
  if (tier === null || actor.kind === 'vendor') return;
  if (actor.kind !== 'user') throw httpProblem('auth/token-missing', { detail: 'Sign in as a partner to have this.', headers: { 'www-authenticate': 'Bearer' } });
  const partner = await tx.findOneBy(Partner, { id: actor.partnerId });
  const own = rules.tiers.find((each) => each.tier.code === partner?.tier)?.tier.rank ?? 0;
  if (partner?.status !== 'active' || own < rankOf(rules, tier)) throw new HigherTierNeeded(tierOf(rules, tier, 'en'));
}
