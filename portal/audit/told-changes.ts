import type { AnswerOf } from '../api/routes.ts';

export type Entry = AnswerOf<'/api/audit'>['items'][number];

/** One thing that an entry tells: what it is now, and what it was before where that is told too. */
export interface Told {
  readonly name: string;
  readonly before?: string;
  readonly now: string;
}

const nothing = '–';
const text = (value: unknown): string => (value === null || value === undefined || value === '' ? nothing : typeof value === 'string' ? value : JSON.stringify(value));
const change = (name: string, before: unknown, now: unknown): Told => ({ name, ...(text(before) === nothing ? {} : { before: text(before) }), now: text(now) });

/** What belongs together by one name: an amount with its currency, who looks after a partner with who did before. */
function joined(details: Entry['details']): Entry['details'] {
  const { amount, currency, ...unpriced } = details;
  const whole = amount === undefined || currency === undefined ? details : { ...unpriced, amount: `${text(amount)} ${text(currency)}` };
  const { from, ...others } = whole;
  return 'managerId' in whole && 'from' in whole && !('to' in whole) ? { ...others, managerIdBefore: from } : whole;
}

/**
 * What changed, from what services record: `from` and `to` are one move, `rolesBefore` belongs to `roles`, and what is as it was, or neither was nor is, says nothing.
 *
 * @example changesOf({ from: 'submitted', to: 'in_review' }) // [{ name: 'state', before: 'submitted', now: 'in_review' }]
 */
export function changesOf(recorded: Entry['details']): Told[] {
  const details = joined(recorded);
  const { from, to, ...others } = details;
  const rest: Entry['details'] = 'to' in details ? others : details;
  const move: Told[] = 'to' in details && from !== to ? [change('state', from, to)] : [];
  const named = Object.entries(rest).filter(([name]) => !(name.endsWith('Before') && name.slice(0, -6) in rest));
  const changes = named.filter(([name, value]) => rest[`${name}Before`] !== value).map(([name, value]) => change(name, rest[`${name}Before`], value));
  return [...move, ...changes.filter(({ before, now }) => before !== undefined || now !== nothing)];
}

/** Whether a value says nothing to people: ids of what has no name here, and checksums. They belong to the evidence. */
export const isEvidence = (value: string): boolean => /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,})$/i.test(value);
