import { expect, test } from '@jest/globals';
import { publishStoryBody } from '#libs/contracts/http/tiers';
import { bodyOf, latestOf, stateOf, valuesOf, type StoryVersion } from './story-body.ts';

const story = (fields: Partial<StoryVersion> = {}): StoryVersion => ({
  id: 'a', version: 1, company: 'Northwind', headline: { en: 'So', de: 'So' }, position: 2, tier: 'gold', dealValue: { amount: '4200000.00', currency: 'USD' }, commission: null,
  growthPercent: 300, growthMonths: 18, dealsPerYear: null, effectiveFrom: '2026-01-01T00:00:00Z', endsAt: null, publishedAt: null, publishedBy: null, reason: null, withdrawal: null, ...fields,
});

test('a story is the same after it has stood in the form, and what is left empty is no figure', () => {
  const { company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear } = story();
  expect(publishStoryBody.parse(bodyOf({ ...valuesOf(story(), 1), reason: 'So.' }, {}))).toEqual({ company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear, reason: 'So.' });
  expect(bodyOf(valuesOf(undefined, 4), { effectiveFrom: '2027-01-01T00:00:00.000Z' })).toMatchObject({ position: 4, tier: null, dealValue: null, growthPercent: null, effectiveFrom: '2027-01-01T00:00:00.000Z' });
});

test('the last version of each is shown, those that were withdrawn after the others', () => {
  const withdrawal = { at: '2026-02-01T00:00:00Z', by: 'somebody', reason: 'So.' };
  const all = [story({ position: 9 }), story({ version: 2, position: 3 }), story({ id: 'b', position: 1, withdrawal }), story({ id: 'c', position: 1 })];
  expect(latestOf(all).map(({ id, version }) => `${id}${version}`)).toEqual(['c1', 'a2', 'b1']);
});

test.each([['2025-12-31T23:59:59Z', 'coming'], ['2026-01-01T00:00:00Z', 'told'], ['2026-03-01T00:00:00Z', 'over']])('at %s a story is %s', (at, state) => {
  expect(stateOf(story({ endsAt: '2026-03-01T00:00:00Z' }), new Date(at))).toBe(state);
});
