import { commissionStatuses } from '#libs/contracts/events/commissions';

type Status = (typeof commissionStatuses)[number];

/** Which month is looked at, and which of its lines; what makes no sense is left out. */
export function monthIn(address: URLSearchParams): { period: string; status: Status | undefined } {
  const month = address.get('month') ?? '';
  return { period: /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : 'current', status: commissionStatuses.find((it) => it === address.get('status')) };
}

/** The first and the last day of "2026-02". */
export function daysOf(period: string): { from: string; to: string } {
  const [year = 0, month = 0] = period.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${period}-01`, to: `${period}-${last}` };
}
