import { describe, expect, test } from '@jest/globals';
import { dealListQuery } from '#libs/contracts/http/deals';
import { addressOf, filtersIn, isNarrowed, openStatuses, sorts, statuses } from './deal-filters.ts';

const at = (address: string) => filtersIn(new URLSearchParams(address));

describe('the address of a list of deals', () => {
  test('says how it is narrowed and sorted, and comes back as it was', () => {
    const address = 'status=queued%2Capproved&q=North+%26+Sons&currency=EUR&extension=requested&protectionEndsWithinDays=30&sort=protectedUntil';
    expect(at(address)).toEqual({ status: ['queued', 'approved'], q: 'North & Sons', currency: 'EUR', extension: 'requested', protectionEndsWithinDays: 30, sort: 'protectedUntil' });
    expect(new URLSearchParams(addressOf(at(address))).toString()).toBe(address);
  });

  test('is empty for the usual list, and says nothing that makes no sense', () => {
    expect(addressOf(at(''))).toEqual({});
    expect(addressOf(at('status=nonsense&q=+&currency=euro&extension=maybe&protectionEndsWithinDays=-1&sort=price'))).toEqual({});
    expect(isNarrowed(at('sort=registeredAt'))).toBe(false);
    expect(isNarrowed(at('q=north'))).toBe(true);
  });

  test('names only what the service understands', () => {
    expect(sorts.map((sort) => dealListQuery.parse({ sort }).sort)).toEqual(sorts);
    expect(dealListQuery.parse({ status: statuses.join(',') }).status).toEqual(statuses);
    expect(dealListQuery.parse(addressOf(at('status=approved&q=x&currency=EUR&extension=granted&protectionEndsWithinDays=7')))).toMatchObject({ protectionEndsWithinDays: 7, status: ['approved'] });
    expect(openStatuses.every((status) => statuses.includes(status))).toBe(true);
  });
});
