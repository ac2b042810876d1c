/** First wait, longest wait; doubling between. Greylisting asks for some minutes, a full mailbox for hours. */
const firstDeferralMs = 60_000;
const longestDeferralMs = 3_600_000;
/** 1 + 2 + 4 + … + 32 minutes, then hourly: about five days, as mail servers themselves keep trying. */
export const maxDeferrals = 126;

/** How long a mail waits that the server has put off so many times before, in ms. */
export function deferralMs(deferrals: number): number {
  return Math.min(firstDeferralMs * 2 ** Math.min(deferrals, 16), longestDeferralMs);
}

/** Waits between tries to reach a mail server that is away: 1 s, doubling, never above 15 s, since each costs one connection for all mails. */
export function pauseMs(failures: number): number {
  return Math.min(1_000 * 2 ** Math.min(failures, 8), 15_000);
}
