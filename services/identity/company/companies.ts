import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Identity's copies of partners, fed by events. */
@Injectable()
export class Companies {
  /** Takes what an event says; an older event than the last one taken changes nothing. */
  async learn(tx: EntityManager, company: { id: string; name: string }, sequence: number | undefined): Promise<void> {
    await tx.query(
      `INSERT INTO company (id, name, sequence) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, sequence = excluded.sequence WHERE company.sequence <= excluded.sequence`,
      [company.id, company.name, sequence ?? 0],
    );
  }
}
