import { expect, test } from '@jest/globals';
import { publishStoryBody } from '#libs/contracts/http/tiers';
import { bodyOf, storiesOf, toCallOff, valuesOf, type StoryVersion } from './story-body.ts';

const story = (fields: Partial<StoryVersion> = {}): StoryVersion => ({
  id: 'a', version: 1, company: 'Northwind', headline: { en: 'So', de: 'So' }, position: 2, tier: 'gold', dealValue: { amount: '4200000.00', currency: 'USD' }, commission: null,
  growthPercent: 300, growthMonths: 18, dealsPerYear: null, effectiveFrom: '2026-01-01T00:00:00Z', endsAt: null, publishedAt: null, publishedBy: null, reason: null, withdrawal: null, ...fields,
});

test('a story is the same after it has stood in the form, and what is left empty is no figure', () => {
  const { company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear } = story();
  expect(publishStoryBody.parse(bodyOf({ ...valuesOf(story(), 1), reason: 'So.' }, {}))).toEqual({ company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear, reason: 'So.' });
  expect(bodyOf(valuesOf(undefined, 4), { effectiveFrom: '2027-01-01T00:00:00.000Z' })).toMatchObject({ position: 4, tier: null, dealValue: null, growthPercent: null, effectiveFrom: '2027-01-01T00:00:00.000Z' });
});

const withdrawal = { at: '2026-02-01T00:00:00Z', by: 'somebody', reason: 'So.' };
const at = new Date('2026-06-01T00:00:00Z');
const told = (versions: readonly StoryVersion[]) => storiesOf(versions, at).map(({ state, shown, coming, past, last }) => [`${shown.id}${shown.version}`, state, coming.map((it) => it.version), past.map((it) => it.version), last.version]);

test('what is told now is shown, also where another version is to come, which stands apart', () => {
  expect(told([story({ endsAt: '2027-01-01T00:00:00Z' }), story({ version: 2, effectiveFrom: '2027-01-01T00:00:00Z' })])).toEqual([['a1', 'told', [2], [], 2]]);
  expect(told([story({ endsAt: '2026-03-01T00:00:00Z' }), story({ version: 2, effectiveFrom: '2026-03-01T00:00:00Z' })])).toEqual([['a2', 'told', [], [1], 2]]);
  expect(told([story({ effectiveFrom: '2036-01-01T00:00:00Z' })])).toEqual([['a1', 'coming', [], [], 1]]);
});

test('stories stand in the order of the page, those that are told no more after the others', () => {
  const all = [story({ position: 3 }), story({ id: 'b', position: 1, withdrawal, endsAt: '2026-02-01T00:00:00Z' }), story({ id: 'c', position: 1 }), story({ id: 'd', position: 2, withdrawal, endsAt: '2026-06-02T00:00:00Z' })];
  expect(told(all).map(([name, state]) => `${String(name)} ${String(state)}`)).toEqual(['c1 told', 'd1 told', 'a1 told', 'b1 over']);
});

test.each([
  ['what is told now', story(), undefined],
  ['what is to come', story({ effectiveFrom: '2036-01-01T00:00:00Z' }), 'version'],
  ['what will be told no more', story({ withdrawal, endsAt: '2036-01-01T00:00:00Z' }), 'withdrawal'],
  ['what is told no more', story({ withdrawal, endsAt: '2026-02-01T00:00:00Z' }), undefined],
])('of %s this can be called off: %#', (_what, version, expected) => {
  expect(storiesOf([version], at).map((it) => toCallOff(it, at))).toEqual([expected]);
});
