import type { OpenAPIObject } from '#libs/service/openapi';
import type { Route } from '../routes.ts';
import { canonical, sorted, withRefs } from './json.ts';

export interface ServiceDocument {
  readonly service: Route['service'];
  readonly document: OpenAPIObject;
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const schemaRef = '#/components/schemas/';

/** One route of a document and of the table in the same words: `GET /api/users/{id}`. */
export function routeName({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
}

/** What a document describes, in the words of `routeName`. */
export function describedRoutes({ paths }: OpenAPIObject): string[] {
  return Object.entries(paths).flatMap(([path, item]) => methodsOf(item).map(([method]) => `${method.toUpperCase()} ${path}`));
}

/**
 * The one document of everything that can be reached from outside: from each service's own the operations that the routing
 * table sends there, in the table's order, so that the same input gives the same bytes. Schemas of one name and content are
 * shared; of one name and other content, the later gets its service's name in front.
 */
export function mergeDocuments(documents: readonly ServiceDocument[], routes: readonly Route[]): OpenAPIObject {
  const merged = emptyDocument();
  const schemas: Schemas = {};
  const paths = new Map(documents.map(({ service, document }) => [service, withSharedSchemas(service, document, schemas)]));
  for (const route of routes) {
    const [, path = ''] = routeName(route).split(' ');
    const method = route.method.toLowerCase();
    const operation = methodsOf(paths.get(route.service)?.[path]).find(([name]) => name === method)?.[1];
    if (operation === undefined) continue;
    merged.paths[path] = { ...merged.paths[path], [method]: completed(operation, route) };
  }
  return { ...merged, components: { ...merged.components, schemas: sorted(schemas) } };
}

function emptyDocument(): OpenAPIObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Partner Management System',
      version: '1',
      description:
        'Everything that the portal does, programs can do. Errors are RFC 9457 problems with a stable `code`. Unsafe requests take an `Idempotency-Key`. ' +
        'Sign in with `POST /api/partners/login`; the session stands in cookies, whose access token may also be sent as `Authorization: Bearer`.',
    },
    servers: [{ url: '/' }],
    paths: {},
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-pms_access' },
      },
    },
  };
}

/** Puts a document's schemas to the others and points its references at where they went. */
function withSharedSchemas(service: string, { components, paths }: OpenAPIObject, schemas: Schemas): OpenAPIObject['paths'] {
  const own = Object.entries(components?.schemas ?? {});
  const clashing = own.filter(([name, schema]) => name in schemas && canonical(schemas[name]) !== canonical(schema));
  const renamed = new Map(clashing.map(([name]) => [name, `${service[0]?.toUpperCase()}${service.slice(1)}${name}`]));
  const pointTo = (ref: string) => pointedAt(ref, renamed);
  for (const [name, schema] of own) schemas[renamed.get(name) ?? name] = withRefs(schema, pointTo);
  return withRefs(paths, pointTo);
}

function pointedAt(ref: string, renamed: ReadonlyMap<string, string>): string {
  const name = ref.startsWith(schemaRef) ? ref.slice(schemaRef.length) : undefined;
  return name !== undefined && renamed.has(name) ? `${schemaRef}${renamed.get(name)}` : ref;
}

function completed(operation: Operation, route: Route): Operation {
  return {
    ...operation,
    operationId: `${route.service}.${operation.operationId ?? routeName(route)}`,
    tags: [route.path.split('/')[2] ?? 'api'],
    ...(route.open ? { security: [] } : { security: [{ accessToken: [] }, { session: [] }] }),
    responses: {
      ...operation.responses,
      '429': operation.responses['429'] ?? { description: 'Too many requests; Retry-After says how long to wait' },
      '503': operation.responses['503'] ?? { description: 'A part of the system is not available; Retry-After says when to try again' },
    },
  };
}

function methodsOf(item: OpenAPIObject['paths'][string] | undefined): [string, Operation][] {
  const { get, post, put, patch, delete: remove } = item ?? {};
  return Object.entries({ get, post, put, patch, delete: remove }).flatMap(([method, operation]): [string, Operation][] => (operation ? [[method, operation]] : []));
}
