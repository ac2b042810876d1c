import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportOpenApi } from '#libs/service/create-app';
import type { OpenAPIObject } from '#libs/service/openapi';
import { applications } from '../../services/applications/service.ts';
import { commissions } from '../../services/commissions/service.ts';
import { describedRoutes, mergeDocuments, routeName, type ServiceDocument } from '../../services/gateway/openapi/merge.ts';
import { routes } from '../../services/gateway/routes.ts';
import { gateway } from '../../services/gateway/service.ts';
import { identity } from '../../services/identity/service.ts';
import { leads } from '../../services/leads/service.ts';
import { notifications } from '../../services/notifications/service.ts';
import { describingEnvironment } from './environment.ts';

let documents: ServiceDocument[];
let merged: OpenAPIObject;

beforeAll(async () => {
  const env = describingEnvironment();
  documents = [
    { service: 'applications', document: await exportOpenApi(applications, env) },
    { service: 'identity', document: await exportOpenApi(identity, env) },
    { service: 'leads', document: await exportOpenApi(leads, env) },
    { service: 'notifications', document: await exportOpenApi(notifications, env) },
    { service: 'commissions', document: await exportOpenApi(commissions, env) },
    { service: 'gateway', document: await exportOpenApi(gateway, env) },
  ];
  merged = mergeDocuments(documents, routes);
}, 60_000);

const inside = (route: string) => / \/(internal|\.well-known)\//.test(route);
/** What a service answers under /api for the gateway's own routes to build on. */
const builtUpon = new Set([
  'POST /api/partners/login',
  'POST /api/session/refresh',
  'DELETE /api/session',
  'GET /api/dashboard',
  'GET /api/operations/parked-events',
  'POST /api/operations/parked-events/{id}/replay',
  'POST /api/operations/parked-events/{id}/discard',
]);

describe('the routing table and the services agree', () => {
  test('every route is described by the service that it leads to', () => {
    expect(routes.map(routeName).filter((route) => !describedRoutes(merged).includes(route))).toEqual([]);
  });

  test('everything that a service describes can be reached', () => {
    const routed = new Set(routes.map((route) => `${route.service}: ${routeName(route)}`));
    const unreachable = documents.flatMap(({ service, document }) =>
      describedRoutes(document)
        .filter((route) => !inside(route) && !(service !== 'gateway' && builtUpon.has(route)))
        .map((route) => `${service}: ${route}`)
        .filter((route) => !routed.has(route)),
    );
    expect(unreachable).toEqual([]);
  });

  test('a route is open at the gateway exactly where its service says that it is public', () => {
    const differing = routes.filter((route) => {
      const item = merged.paths[routeName(route).split(' ')[1] ?? ''] ?? {};
      const operation = route.method === 'GET' ? item.get : route.method === 'POST' ? item.post : route.method === 'PATCH' ? item.patch : item.delete;
      return operation !== undefined && (Reflect.get(operation, 'x-requires') === 'public') !== route.open;
    });
    expect(differing.map(routeName)).toEqual([]);
  });

  test('no route is listed twice', () => {
    const names = routes.map(routeName);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('tokens appear nowhere in the public document', () => {
    expect(JSON.stringify(merged)).not.toMatch(/refreshToken|accessToken"\s*:\s*\{"type":"string"/);
  });

  test('every reference leads somewhere', () => {
    const refs = [...JSON.stringify(merged).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect([...new Set(refs)].filter((name) => !(name in (merged.components?.schemas ?? {})))).toEqual([]);
  });
});
