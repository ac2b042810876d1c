import { describe, expect, test } from '@jest/globals';
import { nextStep, type NextStep } from '#libs/contracts/http/applications';
import { locales } from '#libs/contracts/primitives';
import { duplicateAnswer, tooEarlyAnswer, type Holder } from '../../services/applications/application/duplicate.answer.ts';
import { matchKinds } from '../../services/applications/match-key/match-key.ts';
import { routes } from '../../services/gateway/routes.ts';

/** Each kind of key, held by a partner and by an open application. */
const holders = matchKinds.flatMap((kind): Holder[] => [{ kind, partnerId: null }, { kind, partnerId: '019a0000-0000-7000-8000-0000000000a1' }]);
const subsets = holders.reduce<Holder[][]>((sets, holder) => [...sets, ...sets.map((set) => [...set, holder])], [[]]);
const answers = locales.flatMap((locale) => [...subsets.map((set) => duplicateAnswer(set, locale)), tooEarlyAnswer(new Date(0), locale)]);
const steps = answers.flatMap(({ nextStep: next, otherSteps }) => [...(next === undefined ? [] : [next]), ...otherSteps]);
const isThere = ({ method, href }: Pick<NextStep, 'method' | 'href'>) => routes.some((route) => route.method === method && route.path === href && route.open && route.service === 'applications');

describe('what a refused applicant may do next', () => {
  test('is every step that there is, in some answer', () => {
    expect(new Set(steps.map(({ action }) => action))).toEqual(new Set(nextStep.shape.action.options));
  });

  test.each([...new Set(steps.map(({ href }) => href))])('%s can be reached from outside, without an account', (href) => {
    expect(isThere({ method: 'POST', href })).toBe(true);
  });

  test('is found out where it cannot', () => {
    expect(isThere({ method: 'POST', href: '/api/partners/join' })).toBe(false);
    expect(isThere({ method: 'POST', href: '/api/users' })).toBe(false);
  });
});
