import { command, say } from '#libs/service/command';
import { LedgerVerification } from '../ledger/ledger.verification.ts';
import { commissions } from '../service.ts';

/** Exit code 0: the ledger is sound; 2: it is not, and what is wrong is named; 1: it could not be read. */
await command(commissions, async ({ database }) => {
  const { journals, lines, faults } = await new LedgerVerification(database).verify();
  if (faults.length === 0) {
    say(`The ledger is sound: ${journals} journals sum to zero, balances are the fold of their entries, ${lines} lines are what their snapshots give.`);
    return 0;
  }
  say('The ledger is NOT sound:');
  for (const { check, subject } of faults) say(`  ${check}: ${subject}`);
  return 2;
});
