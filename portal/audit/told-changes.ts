import type { AnswerOf } from '../api/routes.ts';

export type Entry = AnswerOf<'/api/audit'>['items'][number];

/** One thing that an entry tells: what it is now, and what it was before where that is told too. */
export interface Told {
  readonly name: string;
  readonly before?: string;
  readonly now: string;
}

const text = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : typeof value === 'string' ? value : JSON.stringify(value));

/**
 * What changed, from what services record: `from` and `to` are one move, `rolesBefore` belongs to `roles`, and what is as it was says nothing.
 *
 * @example changesOf({ from: 'submitted', to: 'in_review' }) // [{ name: 'state', before: 'submitted', now: 'in_review' }]
 */
export function changesOf(details: Entry['details']): Told[] {
  const { from, to, ...others } = details;
  const rest: Entry['details'] = 'to' in details ? others : details;
  const move: Told[] = 'to' in details ? [{ name: 'state', ...('from' in details ? { before: text(from) } : {}), now: text(to) }] : [];
  const named = Object.entries(rest).filter(([name]) => !(name.endsWith('Before') && name.slice(0, -6) in rest));
  return [
    ...move,
    ...named.flatMap(([name, value]) => {
      const before = rest[`${name}Before`];
      if (before === undefined) return [{ name, now: text(value) }];
      return before === value ? [] : [{ name, before: text(before), now: text(value) }];
    }),
  ];
}
