import { commissionStatuses } from '#libs/contracts/events/commissions';

type Status = (typeof commissionStatuses)[number];

/** Which lines are looked at, as the figures' links say it; what makes no sense is left out. */
export function linesIn(address: URLSearchParams): { status: Status | undefined; currency: string | undefined } {
  const currency = address.get('currency') ?? '';
  return { status: commissionStatuses.find((it) => it === address.get('status')), currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined };
}
