import type { FastifyRequest } from 'fastify';
import { routes, type Route } from '../routes.ts';

const byMethodAndPath = new Map<string, Map<string, Route>>();
for (const route of routes) {
  const ofMethod = byMethodAndPath.get(route.method) ?? new Map<string, Route>();
  byMethodAndPath.set(route.method, ofMethod.set(route.path, route));
}

/** The line of the routing table that a request has matched. */
export function routeOf(request: FastifyRequest): Route | undefined {
  const { url } = request.routeOptions;
  return url === undefined ? undefined : byMethodAndPath.get(request.method)?.get(url);
}
