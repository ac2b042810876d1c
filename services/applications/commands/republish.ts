import { republish } from '#libs/service/command';
import { applications } from '../service.ts';
import { tellAgain } from './snapshots.ts';

/** Appends a snapshot of every application and partner. */
await republish(applications, tellAgain);
