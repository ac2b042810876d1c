import { answering, command, WrongUsage } from '#libs/service/command';
import { LedgerVerification } from '../ledger/ledger.verification.ts';
import { commissions } from '../service.ts';

/** Exit code 0: the ledger is sound; 2: it is not, and what is wrong is named; 1: it could not be read. */
await command(commissions, async ({ database }, given) => {
  const { args, answer } = answering(commissions, given);
  if (args.length > 0) throw new WrongUsage('Usage: ops ledger verify [--json]');
  const { journals, lines, faults } = await new LedgerVerification(database).verify();
  const sound = faults.length === 0;
  answer(
    { sound, journals, lines, faults },
    ...(sound
      ? [`The ledger is sound: ${journals} journals sum to zero, balances are the fold of their entries, ${lines} lines are what their snapshots give.`]
      : ['The ledger is NOT sound:', ...faults.map(({ check, subject }) => `  ${check}: ${subject}`)]),
  );
  return sound ? 0 : 2;
});
