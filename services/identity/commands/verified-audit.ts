import type { Clock } from '#libs/database/clock';
import type { Database } from '#libs/database/database';
import type { Ids } from '#libs/database/ids';
import { WrongUsage } from '#libs/service/command';
import { AuditChecks } from '../audit-trail/audit-checks.ts';
import { AuditVerification, faultText, type Anchor } from '../audit-trail/audit-verification.ts';
import type { KeyVault } from '../signing-key/key-vault.ts';

const usage = 'Usage: ops audit verify [--expect <position>:<hash>] [--json], an anchor as this command or the log of identity told it earlier';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: KeyVault;
}

/** Whom the command tells: its answer, once, and what else there is to say. */
export interface Audience {
  readonly answer: (json: object, sentence: string) => void;
  readonly warn: (sentence: string) => void;
}

/** Reads the whole trail, says how it was found, and keeps that for the page of the trail. Resolves to the exit code: 0 intact, 2 not. */
export async function verifyAudit({ database, clock, ids, vault }: Parts, args: readonly string[], { answer, warn }: Audience): Promise<number> {
  const startedAt = clock.now();
  const anchor = anchorIn(args);
  const verdict = await new AuditVerification(database, vault).verify(anchor);
  if (verdict.intact) {
    const next = `${verdict.head.position}:${verdict.head.hash.toString('hex')}`;
    answer({ intact: true, entries: Number(verdict.head.position), anchor: next }, `The audit trail is intact: ${verdict.head.position} entries. Anchor for later: --expect ${next}`);
  } else {
    answer({ intact: false, position: Number(verdict.position), reason: faultText(verdict.fault) }, `The audit trail is NOT intact: at position ${verdict.position}, ${faultText(verdict.fault)}.`);
  }
  try {
    // After the answer, which a server that takes no writes (a standby, a full disk) must not keep from whoever waited for it.
    await database.inTransaction({ kind: 'system', name: 'identity.verify-audit' }, (tx) => new AuditChecks(database, clock, ids).record(tx, { run: 'command', startedAt, anchor }, verdict));
  } catch (error) {
    warn(`This run could not be recorded, so the page of the trail does not show it: ${error instanceof Error ? error.message : String(error)}`);
  }
  return verdict.intact ? 0 : 2;
}

function anchorIn(args: readonly string[]): Anchor | undefined {
  if (args.length === 0) return undefined;
  const [, position, hash] = (args.length === 2 && args[0] === '--expect' ? /^(\d{1,18}):([0-9a-f]{64})$/.exec(args[1] ?? '') : null) ?? [];
  if (position === undefined || hash === undefined) throw new WrongUsage(usage);
  return { position: BigInt(position), hash: Buffer.from(hash, 'hex') };
}
