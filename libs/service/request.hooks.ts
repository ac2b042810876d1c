import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { withContext } from '#libs/messaging/context';
import type { Metrics } from './metrics.ts';
import { endTrace, startTrace, type RequestTrace } from './tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Correlation id and trace of this request. */
    trace: RequestTrace;
  }
}

/** Routes that a machine asks every few seconds would drown the rest. */
const quiet = /^\/(health|metrics)/;

/**
 * Gives every request its correlation id and trace, in the answer and in whatever the request sets off, and ends it with one
 * line and one measurement. They name the route's pattern and never the address, which may hold the token of a status link.
 */
export function installRequestHooks(fastify: FastifyInstance, logger: Logger, metrics: Metrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    request.trace = startTrace(request.headers, request.method);
    reply.header('x-correlation-id', request.trace.correlationId);
    done();
  });
  // Not earlier: what reads the body runs in the context of the socket and would lose this one.
  fastify.addHook('preValidation', (request, _reply, done) => {
    withContext(request.trace, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)');
    const ms = reply.elapsedTime;
    metrics.httpRequest(request.method, route, reply.statusCode, ms / 1000);
    endTrace(request.trace, route, reply.statusCode);
    if (!quiet.test(route)) {
      logger.info(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(ms * 10) / 10,
          user: request.caller?.userId,
          correlationId: request.trace.correlationId,
        },
        'request',
      );
    }
    done();
  });
}
