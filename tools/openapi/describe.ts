// Prints the merged OpenAPI document, from the built services: their sources have decorators, which Node does not strip.
import { z } from 'zod';
import type { exportOpenApi } from '#libs/service/create-app';
import type { ServiceDefinition } from '#libs/service/service';
import type { mergeDocuments } from '../../services/gateway/openapi/merge.ts';
import type { routes } from '../../services/gateway/routes.ts';
import { describingEnvironment } from './environment.ts';

async function built<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  const loaded: unknown = await import(new URL(`../../dist/${path}`, import.meta.url).href);
  return schema.parse(loaded);
}

const definition = z.custom<ServiceDefinition>((value) => typeof value === 'object');
const { exportOpenApi: describe } = await built('libs/service/create-app.js', z.object({ exportOpenApi: z.custom<typeof exportOpenApi>((value) => typeof value === 'function') }));
const { mergeDocuments: merge } = await built('services/gateway/openapi/merge.js', z.object({ mergeDocuments: z.custom<typeof mergeDocuments>((value) => typeof value === 'function') }));
const { routes: table } = await built('services/gateway/routes.js', z.object({ routes: z.custom<typeof routes>(Array.isArray) }));
const { applications } = await built('services/applications/service.js', z.object({ applications: definition }));
const { identity } = await built('services/identity/service.js', z.object({ identity: definition }));
const { leads } = await built('services/leads/service.js', z.object({ leads: definition }));
const { notifications } = await built('services/notifications/service.js', z.object({ notifications: definition }));
const { commissions } = await built('services/commissions/service.js', z.object({ commissions: definition }));
const { gateway } = await built('services/gateway/service.js', z.object({ gateway: definition }));

const env = describingEnvironment();
const document = merge(
  [
    { service: 'applications', document: await describe(applications, env) },
    { service: 'identity', document: await describe(identity, env) },
    { service: 'leads', document: await describe(leads, env) },
    { service: 'notifications', document: await describe(notifications, env) },
    { service: 'commissions', document: await describe(commissions, env) },
    { service: 'gateway', document: await describe(gateway, env) },
  ],
  table,
);
process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`, () => process.exit(0));
