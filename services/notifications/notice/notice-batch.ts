import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { beforeCommit } from '#libs/database/transaction.work';
import type { Told } from './notice.ts';
import { NoticeWriter } from './notice.writer.ts';

/** Gathers what the events of one transaction (up to a hundred) tell, so that it is looked up and written together before it commits. */
@Injectable()
export class NoticeBatch {
  private readonly batches = new WeakMap<EntityManager, Told[]>();

  constructor(private readonly writer: NoticeWriter) {}

  async add(tx: EntityManager, told: Told): Promise<void> {
    if (!beforeCommit(tx, () => this.flush(tx))) return this.writer.write(tx, [told]);
    const waiting = this.batches.get(tx) ?? [];
    waiting.push(told);
    this.batches.set(tx, waiting);
  }

  /** Writes what waits: for whoever changes or erases rows that an earlier event of the same transaction has asked for. */
  async flush(tx: EntityManager): Promise<void> {
    const waiting = this.batches.get(tx) ?? [];
    this.batches.delete(tx);
    if (waiting.length > 0) await this.writer.write(tx, waiting);
  }

  /** The same for whoever changes people, which matters only where somebody is still to be looked up. */
  async flushWhereSought(tx: EntityManager): Promise<void> {
    if (this.batches.get(tx)?.some(({ to }) => to.seeks.length > 0) === true) await this.flush(tx);
  }
}
