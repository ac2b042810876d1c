import { beforeEach, expect, test } from '@jest/globals';
import { draftOf, forgetDrafts } from './own-drafts.ts';

const [amara, ben] = ['0191d3a0-0000-7000-8000-000000000001', '0191d3a0-0000-7000-8000-0000000000b1'];
beforeEach(() => {
  const kept: object = { removeItem: (name: string) => Reflect.deleteProperty(kept, name) };
  for (const name of [draftOf(amara, 'deal'), draftOf(ben, 'deal'), 'pms-application-draft']) Object.assign(kept, { [name]: '{}' });
  Object.defineProperty(kept, 'removeItem', { enumerable: false });
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: kept });
});
const left = () => Object.keys(localStorage);

test('drafts go with the session, and those of others when somebody signs in; what visitors type stays', () => {
  forgetDrafts(ben);
  expect(left()).toEqual([draftOf(ben, 'deal'), 'pms-application-draft']);
  forgetDrafts();
  expect(left()).toEqual(['pms-application-draft']);
});
