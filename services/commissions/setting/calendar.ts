const dayMs = 86_400_000;

/** `addDays('2026-01-31', 30)` is 2026-03-02. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** `addYears('2026-11-25', 10)` is 2036-11-25. */
export function addYears(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** `nextMonth('2026-12')` is 2027-01. */
export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}

/** `monthsUntil('2026-02', 3)` is 2025-12, 2026-01, 2026-02. */
export function monthsUntil(month: string, count: number): string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, number - count + index)).toISOString().slice(0, 7));
}
