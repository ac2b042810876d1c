import { beforeEach, describe, expect, test } from '@jest/globals';
import { emptyDraft } from './draft.ts';
import { keyOf, storedDraft } from './draft-store.ts';

const kept = new Map<string, string>();
Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) } });
const keep = (draft: unknown) => kept.set('pms-application-draft', JSON.stringify(draft));
beforeEach(() => kept.clear());

describe('a draft in the browser', () => {
  test('comes back as it was, without the consent, for the tier that is asked for now', () => {
    const draft = { ...emptyDraft('gold'), contact: { ...emptyDraft().contact, firstName: 'Amara' }, consent: { terms: true, privacy: true } };
    keep(draft);
    expect(storedDraft('platinum')).toEqual({ isRestored: true, draft: { ...draft, goals: { ...draft.goals, tier: 'platinum' }, consent: { terms: false, privacy: false } } });
  });

  test('of another edition keeps what fits, and loses the rest alone', () => {
    keep({ company: { legalName: 'Northwind', employees: 85, annualRevenue: { amount: '12', currency: { code: 'USD' } } }, contact: 'Amara', clients: { types: ['mid-market', 7], territories: ['DE'] } });
    const { draft, isRestored } = storedDraft('');
    expect(isRestored).toBe(true);
    expect(draft).toEqual({
      ...emptyDraft(),
      company: { ...emptyDraft().company, legalName: 'Northwind', annualRevenue: { amount: '12', currency: 'USD' } },
      clients: { types: [], industries: [], territories: ['DE'] },
    });
  });

  test.each([['nothing', 'null'], ['a list', '[]'], ['text', '"draft"'], ['no JSON', '{']])('that is %s is none', (_what, text) => {
    kept.set('pms-application-draft', text);
    expect(storedDraft('gold')).toEqual({ isRestored: false, draft: emptyDraft('gold') });
  });
});

test('a key that is none of ours is not sent again', () => {
  const body = { company: 'Northwind' };
  const key = keyOf(body);
  expect(keyOf(body)).toBe(key);
  kept.set('pms-application-sent', JSON.stringify({ text: JSON.stringify(body), key: 'x\ny' }));
  expect(keyOf(body)).toBe(key);
});
