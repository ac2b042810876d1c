import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { httpProblem } from '#libs/service/problems';
import { routes, type Method, type Upstream } from '../routes.ts';
import { answerHeaders, requestHeaders } from './headers.ts';
import type { ServiceAnswer } from './exchange.ts';
import { Upstreams } from './upstreams.ts';

/** What is needed to ask a service in the name of a request. */
export interface Passing {
  readonly service: Upstream;
  readonly method: Method;
  readonly path: string;
  readonly timeout: number;
  readonly open: boolean;
  readonly body: Buffer | null;
}

/** Passes requests on to the services as they are: bodies stay bytes, because the service checks them anyway. */
@Injectable()
export class Proxy {
  constructor(private readonly upstreams: Upstreams) {}

  /** Registers every route of the table that a service answers. */
  install(fastify: FastifyInstance): void {
    fastify.register((scope, _options, done) => {
      keepBodiesAsBytes(scope);
      for (const { method, path, service, timeout, size, open } of routes) {
        if (service === 'gateway') continue;
        scope.route({
          method,
          url: path,
          exposeHeadRoute: false,
          ...(size > 0 ? { bodyLimit: size } : {}),
          handler: async (request, reply) => {
            const body = Buffer.isBuffer(request.body) ? request.body : null;
            const answer = await this.pass(request, { service, method, path: request.url, timeout, open, body });
            return send(reply, answer);
          },
        });
      }
      done();
    });
  }

  pass(request: FastifyRequest, { service, method, path, timeout, open, body }: Passing): Promise<ServiceAnswer> {
    const headers = requestHeaders(request.headers, {
      address: request.clientAddress,
      correlationId: request.trace.correlationId,
      traceparent: request.trace.traceparent,
      authorization: open ? undefined : request.headers.authorization,
    });
    return this.upstreams.ask(service, { method, path, headers, body, timeout });
  }
}

function send(reply: FastifyReply, { status, headers, body }: ServiceAnswer): FastifyReply {
  reply.code(status).headers(answerHeaders(headers));
  return status === 204 || status === 304 ? reply.send() : reply.send(body);
}

function keepBodiesAsBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset === undefined || /^utf-?8$/i.test(charset)) done(null, body);
    else done(httpProblem('http/unsupported-media-type', { detail: 'Only UTF-8 is accepted.' }));
  });
}
