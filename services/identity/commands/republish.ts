import { republish } from '#libs/service/command';
import { identity } from '../service.ts';
import { tellAgain } from './snapshots.ts';

/** Appends a snapshot of everybody. */
await republish(identity, tellAgain);
