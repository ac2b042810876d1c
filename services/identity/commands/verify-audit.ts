import { answering, WrongUsage } from '#libs/service/command';
import { AuditChecks } from '../audit-trail/audit-checks.ts';
import { AuditVerification, faultText, type Anchor } from '../audit-trail/audit-verification.ts';
import { identity } from '../service.ts';
import { command } from './command.ts';

const usage = 'Usage: verify-audit [--expect <position>:<hash>] [--json], an anchor as this command or the log of identity told it earlier';

/** Reads the whole audit trail, and keeps when it was and how it was found, for the page of the trail. Exit code 0: intact; 2: not, and the first broken position is named; 1: it could not be read. */
await command(async ({ database, clock, ids, vault }, given) => {
  const { args, answer } = answering(identity, given);
  const startedAt = clock.now();
  const verdict = await new AuditVerification(database, vault).verify(anchorIn(args));
  await database.inTransaction({ kind: 'system', name: 'identity.verify-audit' }, (tx) => new AuditChecks(database, clock, ids).record(tx, 'command', startedAt, verdict));
  if (verdict.intact) {
    const anchor = `${verdict.head.position}:${verdict.head.hash.toString('hex')}`;
    answer({ intact: true, entries: Number(verdict.head.position), anchor }, `The audit trail is intact: ${verdict.head.position} entries. Anchor for later: --expect ${anchor}`);
    return 0;
  }
  answer({ intact: false, position: Number(verdict.position), reason: faultText(verdict.fault) }, `The audit trail is NOT intact: at position ${verdict.position}, ${faultText(verdict.fault)}.`);
  return 2;
});

function anchorIn(args: string[]): Anchor | undefined {
  if (args.length === 0) return undefined;
  const [, position, hash] = (args.length === 2 && args[0] === '--expect' ? /^(\d{1,18}):([0-9a-f]{64})$/.exec(args[1] ?? '') : null) ?? [];
  if (position === undefined || hash === undefined) throw new WrongUsage(usage);
  return { position: BigInt(position), hash: Buffer.from(hash, 'hex') };
}
