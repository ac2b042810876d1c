import { expect, test } from '@jest/globals';
import { SnakeCaseNaming, snakeCase } from './naming.strategy.ts';

test.each([
  ['submittedAt', 'submitted_at'],
  ['PartnerApplication', 'partner_application'],
  ['webSiteURL', 'web_site_url'],
  ['HTMLBody', 'html_body'],
  ['addressLine2', 'address_line2'],
  ['already_snake', 'already_snake'],
])('%s is %s in SQL', (given, expected) => {
  expect(snakeCase(given)).toBe(expected);
});

test('embedded columns carry the name of their property', () => {
  const naming = new SnakeCaseNaming();
  expect(naming.columnName('minor', undefined, ['listPrice'])).toBe('list_price_minor');
  expect(naming.tableName('Deal', 'deals')).toBe('deals');
  expect(naming.joinColumnName('assignedManager', 'userId')).toBe('assigned_manager_user_id');
});
