import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { LinkSealer } from '#libs/service/sealed-link';
import { Config } from '../config.ts';
import { MailedLink, type LinkPurpose } from './mailed-link.entity.ts';
import { LinkUsedOrExpired } from './mailed-link.errors.ts';

export interface IssuedLink {
  /** The bearer link itself: for the command's output and the seal alone, never for a table, an event or a log. */
  url: string;
  expiresAt: Date;
}

const paths: Record<LinkPurpose, string> = { activation: '/activate', password_reset: '/reset-password' };

/** Gives out single-use links and takes them back. Every method needs a transaction of the system. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly sealer: LinkSealer,
  ) {}

  /** A fresh link. The secret stands in the fragment, which no browser sends to a server, so that it is in no access log. */
  async issue(tx: EntityManager, userId: string, purpose: LinkPurpose): Promise<IssuedLink> {
    const token = this.ids.secret();
    const createdAt = this.clock.now();
    const lifetime = purpose === 'activation' ? this.config.ACTIVATION_LINK_LIFETIME : this.config.RESET_LINK_LIFETIME;
    const expiresAt = new Date(createdAt.getTime() + lifetime);
    await tx.getRepository(MailedLink).insert({ id: this.ids.uuid(), userId, purpose, tokenHash: hashOf(token), createdAt, expiresAt });
    return { url: `${this.config.PUBLIC_URL}${paths[purpose]}#token=${token}`, expiresAt };
  }

  /** The link as only notifications can read it. */
  async seal({ url, expiresAt }: IssuedLink): Promise<{ link: string; expiresAt: Date }> {
    return { link: await this.sealer.seal(url), expiresAt };
  }

  /** Whose link it is, without using it up. Throws `LinkUsedOrExpired`. */
  async holder(tx: EntityManager, token: string, purpose: LinkPurpose): Promise<string> {
    const found = await tx.getRepository(MailedLink).findOneBy({ tokenHash: hashOf(token), purpose, ...this.alive() });
    if (!found) throw new LinkUsedOrExpired();
    return found.userId;
  }

  /** Uses the link up; of several that try at once one comes through, the others get `LinkUsedOrExpired`. */
  async use(tx: EntityManager, token: string, purpose: LinkPurpose): Promise<string> {
    const holder = await this.holder(tx, token, purpose);
    const used = await tx.getRepository(MailedLink).update({ tokenHash: hashOf(token), ...this.alive() }, { usedAt: this.clock.now() });
    if (used.affected !== 1) throw new LinkUsedOrExpired();
    return holder;
  }

  async revokeAll(tx: EntityManager, userId: string, purpose?: LinkPurpose): Promise<void> {
    await tx.getRepository(MailedLink).update({ userId, usedAt: IsNull(), revokedAt: IsNull(), ...(purpose ? { purpose } : {}) }, { revokedAt: this.clock.now() });
  }

  async countAlive(tx: EntityManager, userId: string, purpose: LinkPurpose): Promise<number> {
    return tx.getRepository(MailedLink).countBy({ userId, purpose, ...this.alive() });
  }

  /** When the last one was given out, dead or alive; `undefined` where there is none. */
  async lastIssued(tx: EntityManager, userId: string, purpose: LinkPurpose): Promise<Date | undefined> {
    const last = await tx.getRepository(MailedLink).findOne({ where: { userId, purpose }, order: { createdAt: 'DESC' } });
    return last?.createdAt;
  }

  private alive() {
    return { usedAt: IsNull(), revokedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
  }
}

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
