import { republish } from '#libs/service/command';
import { leads } from '../service.ts';
import { tellAgain } from './snapshots.ts';

/** Appends a snapshot of every deal. */
await republish(leads, tellAgain);
