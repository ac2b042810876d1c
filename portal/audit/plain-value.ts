import { calendarDayText, fullMoney, timeText } from '../texts/formats.ts';

/** What a recorded value's own form tells: an instant, a day, an amount with its currency on either side. */
export function plainValue(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return timeText(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return calendarDayText(value);
  const parts = value.split(' ');
  const [amount, currency] = [parts.find((part) => /^-?\d+(\.\d+)?$/.test(part)), parts.find((part) => /^[A-Z]{3}$/.test(part))];
  return parts.length === 2 && amount !== undefined && currency !== undefined ? fullMoney({ amount, currency }) : value;
}
