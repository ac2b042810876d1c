import type { Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { installBodyParser } from './body-parser.ts';
import { installBodySizes } from './body-size.ts';
import type { Metrics } from './metrics.ts';
import { sendProblem } from './problem.filter.ts';
import { httpProblem, type HttpProblemCode } from './problems.ts';
import { installRequestHooks } from './request.hooks.ts';
import { watchConnections } from './unused-connections.ts';

export interface FastifySettings {
  /** Bytes. */
  bodyLimit: number;
  keepRawBody: boolean;
  /** Visitors' requests arrive here first. */
  outermost: boolean;
}

/** A Fastify that answers also what never reaches Nest (broken HTTP, an undecodable address) as a problem. */
export function createFastify(settings: FastifySettings, logger: Logger, metrics: Metrics): FastifyInstance {
  const instance: FastifyInstance = fastify({
    logger: false,
    bodyLimit: settings.bodyLimit,
    // For a whole request to arrive, against clients that send a byte a minute; answers may take as long as they like.
    requestTimeout: 30_000,
    // Longer than a proxy keeps its idle connections, so that it is the proxy who closes.
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 2048 },
    frameworkErrors: (_error, request, reply) => {
      sendProblem(request, reply, httpProblem('http/malformed-url'));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  watchConnections(instance.server);
  installBodySizes(instance);
  installBodyParser(instance, { keepRaw: settings.keepRawBody });
  installRequestHooks(instance, { fromOutside: settings.outermost, logger, metrics });
  return instance;
}

const clientErrors: Readonly<Record<string, HttpProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'http/headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'http/timeout',
};

function answerBrokenRequest(error: Error, socket: Socket): void {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = httpProblem(clientErrors[code] ?? 'http/malformed-request');
  const body = JSON.stringify(problem.toBody(undefined));
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
