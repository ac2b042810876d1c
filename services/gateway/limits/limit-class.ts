import type { Config } from '../config.ts';
import type { Rate } from './rate.ts';

/** Exact and shared between all instances, counted in the database. */
export const sharedClasses = ['sign-in', 'apply', 'activation', 'reset'] as const;
export type SharedClass = (typeof sharedClasses)[number];
/** Counted in this instance's memory, per person where there is a token and per address elsewhere. */
export type LocalClass = 'read' | 'write';
export type LimitClass = SharedClass | LocalClass;

export interface SharedRates {
  readonly address: Rate | null;
  readonly account: Rate | null;
  readonly pair: Rate | null;
  /** Tries of one address at one account that pass although the account's own limit is used up. */
  readonly fresh: number;
  /** A success gives the try back, so that only failures add up. */
  readonly countsFailuresOnly: boolean;
}

export function isShared(limit: LimitClass): limit is SharedClass {
  return limit !== 'read' && limit !== 'write';
}

export function sharedRates(config: Config): Record<SharedClass, SharedRates> {
  return {
    'sign-in': { address: config.RATE_LIMIT_SIGN_IN, account: config.RATE_LIMIT_SIGN_IN_ACCOUNT, pair: config.RATE_LIMIT_SIGN_IN_PAIR, fresh: 3, countsFailuresOnly: true },
    apply: { address: config.RATE_LIMIT_APPLY, account: config.RATE_LIMIT_APPLY_ACCOUNT, pair: config.RATE_LIMIT_APPLY_PAIR, fresh: 3, countsFailuresOnly: false },
    activation: { address: config.RATE_LIMIT_ACTIVATION, account: config.RATE_LIMIT_ACTIVATION_ACCOUNT, pair: config.RATE_LIMIT_ACTIVATION_PAIR, fresh: 3, countsFailuresOnly: false },
    reset: { address: config.RATE_LIMIT_RESET, account: config.RATE_LIMIT_RESET_ACCOUNT, pair: config.RATE_LIMIT_RESET_PAIR, fresh: 1, countsFailuresOnly: false },
  };
}
