import { expect, test } from '@jest/globals';
import { adminUrl, type MigratedService } from '#libs/testing/test-template';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import { applications } from '../../services/applications/service.ts';
import { commissions } from '../../services/commissions/service.ts';
import { gateway } from '../../services/gateway/service.ts';
import { identity } from '../../services/identity/service.ts';
import { leads } from '../../services/leads/service.ts';
import { notifications } from '../../services/notifications/service.ts';
import { faults, migrated, releasedSnapshot } from './snapshot.ts';

const services: readonly MigratedService[] = [applications, commissions, gateway, identity, leads, notifications];

// The code of the last release runs on this schema while an upgrade rolls, and again after a rollback: docs/operations/upgrade.md says what to do about a sentence below.
test.each(services)('migrations of $name follow the last release', async (service) => {
  const present = await migrated(adminUrl(), service);
  expect(Object.keys(present.catalogue.tables).length).toBeGreaterThan(0);
  expect(faults(releasedSnapshot(service.name), present)).toEqual([]);
}, 120_000);

test('every service with a database is looked at', () => {
  expect(services.map(({ name }) => name).toSorted()).toEqual(serviceDefinitions.filter(({ database }) => database !== undefined).map(({ name }) => name).toSorted());
});
