import type { AnswerOf } from '../api/routes.ts';
import { calendarDayText, fullMoney } from '../texts/formats.ts';

type Value = AnswerOf<'/api/commissions/exceptions'>['items'][number]['reported'][string];
const days = new Set(['paidOn', 'refundedOn', 'closedOn']);

/** A figure as people read it. What is a day is so by its name: the number of an invoice may look like one, "2026-11-45". */
export function figureText(name: string, value: Value | undefined): string {
  if (value === undefined || value === null) return '–';
  // An amount may break behind its currency: on a phone three of them stand side by side.
  if (typeof value === 'object') return fullMoney(value).replaceAll('\u00a0', ' ');
  return typeof value === 'string' && days.has(name) ? calendarDayText(value) : String(value);
}
