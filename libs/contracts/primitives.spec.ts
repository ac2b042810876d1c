import { describe, expect, test } from '@jest/globals';
import { country, email, money, naics, nonNegativeMoney, page, phone, sealedLink, territory } from './primitives.ts';
import { permissionsOf, rolePermissions, roles } from './permissions.ts';
import { z } from 'zod';

const fits = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

test.each([
  ['0', true],
  ['1260000.00', true],
  ['-5.5', true],
  ['00.1', false],
  ['1e6', false],
  ['1,000.00', false],
  ['.5', false],
  ['1.23456', false],
  ['9999999999999999', false],
  ['NaN', false],
])('money of %s is %s', (amount, due) => {
  expect(fits(money, { amount, currency: 'USD' })).toBe(due);
});

test('money takes no number, no lower-case currency and no further field', () => {
  expect(fits(money, { amount: 5, currency: 'USD' })).toBe(false);
  expect(fits(money, { amount: '5', currency: 'usd' })).toBe(false);
  expect(fits(money, { amount: '5', currency: 'USD', cents: 0 })).toBe(false);
  expect(fits(nonNegativeMoney, { amount: '-0.01', currency: 'USD' })).toBe(false);
});

test.each([
  ['owner@example.com', true],
  ['OWNER@Example.Com', true],
  ['owner@example.com\r\nBcc: x@example.com', false],
  ['owner@example.com, other@example.com', false],
  ['"a b"@example.com', false],
  ['owner@', false],
  [`${'a'.repeat(250)}@example.com`, false],
])('the address %s is %s', (address, due) => {
  expect(fits(email, address)).toBe(due);
});

test('addresses are compared in lower case', () => {
  expect(email.parse('OWNER@Example.Com')).toBe('owner@example.com');
});

test('codes have the form of their standards', () => {
  expect([fits(country, 'US'), fits(country, 'usa'), fits(country, 'U1')]).toEqual([true, false, false]);
  expect([fits(territory, 'US-CA'), fits(territory, 'US'), fits(territory, 'US_CA')]).toEqual([true, true, false]);
  expect([fits(naics, '52'), fits(naics, '541512'), fits(naics, '5'), fits(naics, '5415123')]).toEqual([true, true, false, false]);
  expect([fits(phone, '+14155550100'), fits(phone, '4155550100'), fits(phone, '+0123456')]).toEqual([true, false, false]);
});

test('a bearer link in clear is no sealed link', () => {
  expect(fits(sealedLink, 'https://partners.example/activate#token=abc')).toBe(false);
});

test('a page may lack a total', () => {
  expect(fits(page(z.string()), { items: ['a'], nextCursor: null })).toBe(true);
});

describe('roles', () => {
  test('several roles add up, and an unknown one gives nothing', () => {
    expect([...permissionsOf(['seller', 'from-a-newer-issuer'])]).toEqual([...rolePermissions.seller]);
    expect(permissionsOf(['owner', 'seller']).size).toBe(new Set([...rolePermissions.owner, ...rolePermissions.seller]).size);
  });

  test('every role of the lists stands in the table, and no other', () => {
    expect(Object.keys(rolePermissions).toSorted((a, b) => a.localeCompare(b))).toEqual([...roles].toSorted((a, b) => a.localeCompare(b)));
  });
});
