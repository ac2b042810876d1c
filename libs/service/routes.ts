import { routesOf, type Route } from './auth/routes.ts';
import { OperationsModule } from './operations.controller.ts';
import type { ServiceDefinition } from './service.ts';

/**
 * Every route that a service answers under `/api`, its own and those it gets from here; for the spec over all services.
 * @example expect(routesOfService(applications).filter(({ access }) => access === undefined)).toEqual([]);
 */
export function routesOfService(service: ServiceDefinition): Route[] {
  return [...routesOf(service.module), ...(service.kafka === 'none' ? [] : routesOf(OperationsModule))];
}
