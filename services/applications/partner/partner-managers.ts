import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { VendorPerson } from '../vendor-person/vendor-person.entity.ts';

/** Who of the vendor's people may look after partners. */
@Injectable()
export class PartnerManagers {
  /**
   * The active partner manager with the fewest active partners, of equals the one with the lowest id; null where there is none.
   * Two approvals at once take turns by a lock held until they commit, so that both do not choose the same person.
   */
  async leastBusy(tx: EntityManager): Promise<string | null> {
    // A statement of its own: the count below must be made after the lock was got, with a snapshot that sees the other's partner.
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('assign partner manager', 0))");
    const [found] = await tx.query<{ userId: string }[]>(
      `SELECT v.user_id AS "userId" FROM vendor_person v LEFT JOIN partner p ON p.manager_id = v.user_id AND p.status = 'active'
        WHERE v.active AND 'partner_manager' = ANY (v.roles)
        GROUP BY v.user_id ORDER BY count(p.id), v.user_id LIMIT 1`,
    );
    return found?.userId ?? null;
  }

  /** An active partner manager; they stay one until the transaction ends. */
  async mayBeAssigned(tx: EntityManager, userId: string): Promise<boolean> {
    const person = await tx.findOne(VendorPerson, { where: { userId }, lock: { mode: 'pessimistic_read' } });
    return person !== null && person.active && person.roles.includes('partner_manager');
  }
}
