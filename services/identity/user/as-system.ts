import type { EntityManager } from 'typeorm';
import { actorSetting, type Actor } from '#libs/database/actor';

const system: Actor = { kind: 'system', name: 'identity.effects' };

/**
 * Runs a part of somebody's transaction as the system: for what follows from their act in tables that no person may see (links, sessions).
 * Read and check everything on their behalf *before*; nothing in `work` may depend on what they sent, but for ids already found visible.
 */
export async function asSystem<T>(tx: EntityManager, actor: Actor, work: () => Promise<T>): Promise<T> {
  await setActor(tx, system);
  const result = await work();
  await setActor(tx, actor);
  return result;
}

async function setActor(tx: EntityManager, actor: Actor): Promise<void> {
  await tx.query("SELECT set_config('app.actor', $1, true)", [actorSetting(actor)]);
}
