import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { CancelBody, PublishTierBody, TierVersion } from '#libs/contracts/http/tiers';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { moneyErrors } from '#libs/service/money.checks';
import { httpProblem } from '#libs/service/problems';
import { beginning, invalid, mustFollow, NothingToCancel, oneAtATime } from '#libs/service/publication';
import { validationFailed } from '../application/application.errors.ts';
import { Programme } from './programme.service.ts';
import { TierPublication } from './tier-publication.entity.ts';
import { TierRows, told } from './tier-rows.ts';

export interface TierRequest {
  readonly actor: Actor;
  readonly tier: string;
  readonly expected: ExpectedVersion;
  readonly idempotency: IdempotentRequest | undefined;
}

/** What each tier is called, asks for and gives, past and to come. */
@Injectable()
export class TierTerms {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly rows: TierRows,
    private readonly programme: Programme,
  ) {}

  all(actor: Actor): Promise<{ asOf: string; items: TierVersion[] }> {
    return this.database.inTransaction(actor, async (tx) => {
      const [publications, rows] = [await tx.find(TierPublication, { where: { cancelledAt: IsNull() }, order: { version: 'ASC' } }), await this.rows.read(tx)];
      const items = publications.map((publication) => rows.version(publication)).toSorted((a, b) => rows.rankOf(a.tier) - rows.rankOf(b.tier));
      return { asOf: this.clock.now().toISOString(), items };
    });
  }

  /** What is under review already is judged by what was asked when it came. */
  async publish({ actor, tier, expected, idempotency }: TierRequest, { effectiveFrom, reason, ...terms }: PublishTierBody): Promise<TierVersion> {
    const publishedBy = vendorUser(actor);
    check(terms);
    const published = await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        await oneAtATime(tx);
        const last = await latest(tx, tier);
        requireVersion(expected, last.version);
        const publishedAt = this.clock.now();
        const validFrom = beginning(effectiveFrom, publishedAt);
        mustFollow(last, validFrom);
        const before = (await this.rows.read(tx)).version(last);
        const publication = Object.assign(new TierPublication(), { tier, version: await nextVersion(tx, tier), validFrom, publishedAt, publishedBy, reason });
        await this.rows.replace(tx, tier, terms, validFrom);
        await tx.insert(TierPublication, publication);
        const details = { version: publication.version, effectiveFrom: validFrom.toISOString(), ...told(terms, before) };
        await this.audit.record(tx, { actor, action: 'tier.published', subject: { kind: 'tier', id: tier }, why: reason, details });
        return (await this.rows.read(tx)).version(publication);
      }),
    );
    this.programme.forget();
    return published;
  }

  /** Takes the last version back, which has not begun; the one before goes on. */
  async cancel({ actor, tier, expected, idempotency }: TierRequest, { reason }: CancelBody): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        await oneAtATime(tx);
        const { version, validFrom } = await latest(tx, tier);
        requireVersion(expected, version);
        const cancelledAt = this.clock.now();
        if (validFrom <= cancelledAt) throw new NothingToCancel();
        await this.rows.takeBack(tx, tier, validFrom);
        await tx.update(TierPublication, { tier, version }, { cancelledAt });
        await this.audit.record(tx, { actor, action: 'tier.cancelled', subject: { kind: 'tier', id: tier }, why: reason, details: { version, effectiveFrom: validFrom.toISOString() } });
        return null;
      }),
    );
    this.programme.forget();
  }
}

async function latest(tx: EntityManager, tier: string): Promise<TierPublication> {
  const last = await tx.findOne(TierPublication, { where: { tier, cancelledAt: IsNull() }, order: { version: 'DESC' } });
  if (last === null) throw httpProblem('http/not-found', { detail: 'The programme has no such tier.' });
  return last;
}

/** No number is given twice: who has read a version that was cancelled means no other by it. */
async function nextVersion(tx: EntityManager, tier: string): Promise<number> {
  return 1 + ((await tx.maximum(TierPublication, 'version', { tier })) ?? 0);
}

function check({ requirements, benefits }: Pick<PublishTierBody, 'requirements' | 'benefits'>): void {
  for (const [name, list] of [['requirements', requirements], ['benefits', benefits]] as const) {
    const codes = list.map(({ code }) => code);
    const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index);
    if (twice !== -1) throw invalid(`/${name}/${twice}/code`, 'is named twice');
  }
  const errors = requirements.flatMap(({ required }, index) => (typeof required === 'object' ? moneyErrors(`/requirements/${index}/required`, required) : []));
  if (errors.length > 0) throw validationFailed(errors);
}
