import type { Cause } from './cause.ts';
import { leadTaken, rightTaken, runsNotKept, tablesHeld, transactionForgotten } from './causes.database.ts';
import { brokerGone, databaseGone, mailServerAway, mailsRefused, noProcessor, processKilled } from './causes.processes.ts';
import { contradiction, handlerFails, ledgerWrittenTo, promiseBroken, trailWrittenTo, unreadableEvent } from './causes.programme.ts';

/** What goes wrong, one wave after another; those of one wave at the same time, to different services. */
export const waves: readonly (readonly Cause[])[] = [
  [processKilled, mailsRefused, rightTaken, transactionForgotten],
  [databaseGone, mailServerAway, contradiction, leadTaken],
  [tablesHeld, unreadableEvent, runsNotKept],
  [handlerFails, promiseBroken, ledgerWrittenTo, trailWrittenTo],
  [noProcessor],
  [brokerGone],
];
