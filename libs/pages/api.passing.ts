import { Agent, request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { httpProblem } from '#libs/service/problems';
import { Config } from './config.ts';

const connectionOnly = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * Passes `/api` on to the gateway, for where no ingress tells the two apart: docker compose, a forwarded port. Bytes pass unread both ways, so that
 * live updates stream. Whoever connects here is named in `x-forwarded-for`, and nobody else: what a client says of itself is not believed.
 */
@Injectable()
export class ApiPassing implements OnApplicationShutdown {
  private readonly logger = new Logger('Gateway');
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 64 });

  constructor(private readonly config: Config) {}

  install(fastify: FastifyInstance): void {
    const { GATEWAY_URL: gateway } = this.config;
    if (gateway === undefined) return;
    fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
      scope.route({
        method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/api/*',
        config: { passedOn: true },
        handler: async (request, reply) => send(reply, await this.pass(gateway, request, reply)),
      });
      done();
    });
  }

  private pass(gateway: string, request: FastifyRequest, reply: FastifyReply): Promise<IncomingMessage> {
    const { method, url: path, headers, raw, body } = request;
    return new Promise((resolve, reject) => {
      const asked = ask(gateway, { method, path, agent: this.agent, headers: { ...endToEnd(headers), 'x-forwarded-for': raw.socket.remoteAddress ?? '' } });
      asked.once('response', resolve);
      asked.once('error', (error) => {
        if (!reply.raw.destroyed) this.logger.warn({ message: 'The gateway gave no answer', err: error });
        reject(httpProblem('http/unavailable', { headers: { 'retry-after': '2' } }));
      });
      // Who has gone does not want the answer any more; a stream would otherwise stay open for nobody.
      reply.raw.once('close', () => asked.destroy());
      if (body instanceof Readable) body.pipe(asked);
      else asked.end();
    });
  }

  onApplicationShutdown(): void {
    this.agent.destroy();
  }
}

/** An answer that breaks off is cut here as well: it must not look like a whole one, nor its connection stay open. */
function send(reply: FastifyReply, answer: IncomingMessage): FastifyReply {
  answer.once('close', () => {
    if (!answer.complete) reply.raw.destroy();
  });
  return reply.code(answer.statusCode ?? 502).headers(endToEnd(answer.headers)).send(answer);
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || connectionOnly.has(name) ? [] : [[name, value]])));
}
