/** The month before, of "2026-01": "2025-12". */
function before(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** From a month back to another, both included, the latest first, and never more than so many. */
export function monthsBack(from: string, until: string, most: number): string[] {
  const months: string[] = [];
  for (let month = from; month >= until && months.length < most; month = before(month)) months.push(month);
  return months;
}
