import { republish } from '#libs/service/command';
import { commissions } from '../service.ts';
import { tellAgain } from './snapshots.ts';

/** Appends a snapshot of every rate and line. */
await republish(commissions, tellAgain);
