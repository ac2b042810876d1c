import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    bodyLimit?: number;
  }
}

/** For the few routes that take more than BODY_LIMIT: bytes of their body. */
export function TakesUpTo(bytes: number): MethodDecorator {
  return RouteConfig({ bodyLimit: bytes });
}

/** Nest hands a route's configuration on, but none of Fastify's own options. */
export function installBodySizes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const limit = route.config?.bodyLimit;
    if (limit !== undefined) route.bodyLimit = limit;
  });
}
