import { expect, test } from '@jest/globals';
import { catalogue } from '../../services/applications/migrations/catalogue.seed.ts';
import { productFamilies } from '../../services/leads/migrations/settings.seed.ts';

test('deals are registered for the product families of the catalogue', () => {
  expect(productFamilies.toSorted()).toEqual(catalogue.filter(({ kind }) => kind === 'product_family').map(({ code }) => code).toSorted());
});
