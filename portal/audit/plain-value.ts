import { calendarDayText, fullMoney, timeText } from '../texts/formats.ts';

/** Which details tell a day or a moment, and which an amount, is in their names: a number that a vendor gives its invoices, or a headline, may look like either. */
const isTime = (name: string): boolean => /(?:At|On|From|Until)$/.test(name);
const isAmount = (name: string): boolean => name === 'amount' || name === 'takenBack' || name === 'requirements';

/** A recorded value as people read it: an instant, a day, an amount with its currency on either side; everything else as it stands. */
export function plainValue(name: string, value: string): string {
  if (isTime(name) && !Number.isNaN(Date.parse(value))) return /^\d{4}-\d{2}-\d{2}$/.test(value) ? calendarDayText(value) : timeText(value);
  if (!isAmount(name)) return value;
  const parts = value.split(' ');
  const [amount, currency] = [parts.find((part) => /^-?\d+(\.\d+)?$/.test(part)), parts.find((part) => /^[A-Z]{3}$/.test(part))];
  return parts.length === 2 && amount !== undefined && currency !== undefined ? fullMoney({ amount, currency }) : value;
}
