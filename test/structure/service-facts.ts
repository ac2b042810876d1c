import type { Type } from '@nestjs/common';
import { topics } from '#libs/contracts/events/all';
import { consumedBy } from '#libs/messaging/consumes';
import type { ServiceDefinition } from '#libs/service/service';
import type { Access } from '#libs/service/auth/access';
import { controllersOf, routesOf, } from '#libs/service/auth/routes';
import { baseShape } from '#libs/service/config.base';
import { OperationsModule } from '#libs/service/operations.controller';
import { testDatabase } from '#libs/testing/test-database';

/** What a README says about a service, section by section: the first column, then the second where it is checked too. */
export interface Facts {
  publishes: string[];
  listensTo: string[];
  tables: string[];
  endpoints: string[];
  environment: string[];
}

/** What the code says. `shared` are the tables that every service with a Kafka connection has. */
export function factsOf(service: ServiceDefinition, tables: readonly string[]): Facts {
  return {
    publishes: topics.filter(({ owner }) => owner === service.name).flatMap(({ events }) => Object.keys(events)).toSorted(),
    listensTo: [...new Set(controllersOf(service.module).flatMap(consumedOf))].toSorted(),
    tables: [...tables].toSorted(),
    endpoints: endpointsOf(service.module),
    environment: variablesOf(service).filter((line) => !shared.has(line)),
  };
}

/** What every service has, which services/README.md says once. */
export function sharedFacts(tables: readonly string[]): Pick<Facts, 'tables' | 'endpoints' | 'environment'> {
  return { tables: [...tables].toSorted(), endpoints: endpointsOf(OperationsModule), environment: [...shared].toSorted() };
}

function consumedOf(controller: Type): string[] {
  const methods = Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).map(({ value }): unknown => value);
  return methods.flatMap((method) => (typeof method === 'function' ? consumedBy(method).map(({ type }) => type) : []));
}

function endpointsOf(module: Type): string[] {
  return routesOf(module).map(({ method, path, access }) => `${method} ${outside.test(path) ? '' : '/api'}${path} | ${who(access)}`).toSorted();
}

const outside = /^\/(internal|\.well-known)\//;

function who(access: Access | undefined): string {
  if (access?.kind === 'permission') return access.permission;
  if (access?.kind === 'public-or-signed-in') return 'public or signed in';
  return access?.kind === 'public' ? 'public' : 'signed in';
}

type Shape = Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>>;

const describeVariables = (shape: Shape) => Object.entries(shape).map(([name, schema]) => `${name} | ${schema.safeParse(undefined).success ? 'optional' : 'required'}`);
const shared = new Set(describeVariables(baseShape));

function variablesOf({ config }: ServiceDefinition): string[] {
  const shape: unknown = Reflect.get(config, 'shape');
  return isShape(shape) ? describeVariables(shape).toSorted() : [];
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null;
}

/** The tables that the migrations of a service make, in a database of their own. */
export async function tablesOf(service: ServiceDefinition): Promise<string[]> {
  if (!service.database) return [];
  const db = await testDatabase(service);
  try {
    const rows = await db.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT IN ('migration', 'typeorm_metadata') ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await db.drop();
  }
}
