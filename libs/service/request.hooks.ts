import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Cohort } from './cohort.ts';
import type { Metrics } from './metrics.ts';
import { endTrace, startTrace, withTrace, type RequestTrace } from './tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Correlation id and trace of this request. */
    trace: RequestTrace;
  }
}

/** Routes that a machine asks every few seconds would drown the rest. */
const quiet = /^\/(health|metrics)/;

export interface RequestHooks {
  /** Visitors' requests arrive here first. */
  readonly fromOutside: boolean;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Gives every request its correlation id and trace, in the answer and in whatever the request sets off, and ends it with one
 * line and one measurement. They name the route's pattern and never the address, which may hold the token of a status link.
 */
export function installRequestHooks(fastify: FastifyInstance, { fromOutside, logger, metrics }: RequestHooks): void {
  const cohort = new Cohort();
  fastify.addHook('onRequest', (request, reply, done) => {
    const [method, route] = [request.method, routeOf(request)];
    // Outside of the API are the portal's files.
    const recorded = !quiet.test(route) && (!fromOutside || route.startsWith('/api/'));
    request.trace = startTrace({ headers: request.headers, name: `${method} ${route}`, fromOutside, recorded });
    reply.header('x-correlation-id', request.trace.correlationId);
    done();
  });
  // Not earlier: what reads the body runs in the context of the socket and would lose this one.
  fastify.addHook('preValidation', (request, _reply, done) => {
    cohort.join(() => withTrace(request.trace, done));
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    const ms = reply.elapsedTime;
    metrics.httpRequest(request.method, route, reply.statusCode, ms / 1000);
    endTrace(request.trace, { method: request.method, route, status: reply.statusCode });
    if (!quiet.test(route)) {
      logger.info(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(ms * 10) / 10,
          user: request.caller?.userId,
          correlationId: request.trace.correlationId,
          traceId: request.trace.traceId,
        },
        'request',
      );
    }
    done();
  });
}

function routeOf(request: FastifyRequest): string {
  return request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)');
}
