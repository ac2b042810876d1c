import { In, type EntityManager } from 'typeorm';
import { id as uuid } from '#libs/contracts/primitives';
import { Company } from '../company/company.entity.ts';
import { User } from '../user/user.entity.ts';
import type { AuditEntry } from './audit-entry.entity.ts';

/** What people and companies that a page of the trail speaks of are called today; the trail names them by id alone, so that it can outlive them. */
export async function namesIn(tx: EntityManager, entries: readonly AuditEntry[]): Promise<(id: string | null) => string | null> {
  const ids = [...new Set(entries.flatMap(({ actorId, actorPartnerId, subjectId }) => [actorId, actorPartnerId, subjectId]))].filter((id) => id !== null && uuid.safeParse(id).success);
  if (ids.length === 0) return () => null;
  const people = await tx.getRepository(User).find({ where: { id: In(ids) }, select: { id: true, name: true } });
  const companies = await tx.getRepository(Company).findBy({ id: In(ids) });
  const names = new Map([...people, ...companies].map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
