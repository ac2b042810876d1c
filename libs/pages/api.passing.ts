import { PassThrough, type Readable } from 'node:stream';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Pool, type Dispatcher } from 'undici';
import { endToEnd } from '#libs/service/end-to-end';
import { httpProblem } from '#libs/service/problems';
import { restingConnections } from '#libs/service/resting-connections';
import { Shutdown } from '#libs/service/shutdown';
import { Config } from './config.ts';

/** Ours to say: the length together with its body alone, and `expect` has been answered by Node. */
const saidAnew = new Set(['content-length', 'expect', 'x-forwarded-for']);
const nothing = new Set<string>();

/**
 * Passes `/api` on to the gateway, for where no ingress tells the two apart: docker compose, a forwarded port. Bytes pass unread both ways, so that
 * live updates stream. Whoever connects here is named in `x-forwarded-for`, and nobody else: what a client says of itself is not believed.
 */
@Injectable()
export class ApiPassing implements OnApplicationShutdown {
  private readonly logger = new Logger('Gateway');
  private readonly pool: Pool | undefined;

  constructor(
    { GATEWAY_URL: gateway }: Config,
    private readonly shutdown: Shutdown,
  ) {
    this.pool = gateway === undefined ? undefined : new Pool(new URL(gateway).origin, { connections: 512, pipelining: 1, ...restingConnections });
  }

  install(fastify: FastifyInstance): void {
    const { pool } = this;
    if (pool === undefined) return;
    fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
      scope.route({
        method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/api/*',
        config: { passedOn: true },
        handler: async (request, reply) => this.send(reply, await this.pass(pool, request, reply)),
      });
      done();
    });
  }

  private async pass(pool: Pool, request: FastifyRequest, reply: FastifyReply): Promise<Dispatcher.ResponseData> {
    const { method, url: path, raw } = request;
    const headers = { ...endToEnd(request.headers, saidAnew), 'x-forwarded-for': raw.socket.remoteAddress ?? '' };
    const body = bodyOf(request);
    // Who has gone does not want the answer any more; a stream would otherwise stay open for nobody.
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    try {
      return await pool.request({ method, path, headers: { ...headers, ...body?.length }, body: body?.bytes ?? null, signal: gone.signal });
    } catch (error) {
      if (!reply.raw.destroyed) this.logger.warn({ message: 'The gateway gave no answer', err: error });
      throw httpProblem('http/unavailable', { headers: { 'retry-after': '2' } });
    }
  }

  /** An answer that breaks off is cut here as well: it must not look like a whole one, nor its connection stay open. */
  private send(reply: FastifyReply, { statusCode, headers, body }: Dispatcher.ResponseData): FastifyReply {
    body.once('error', () => reply.raw.destroy());
    const isStream = headers['content-type']?.toString().startsWith('text/event-stream') === true;
    return reply.code(statusCode).headers(endToEnd(headers, nothing)).send(isStream ? this.untilWeStop(reply, body) : body);
  }

  /** The gateway goes on, and its stream with it: a process that stops would wait for it. The page asks again, and finds another. */
  private untilWeStop(reply: FastifyReply, body: Readable): Readable {
    const { signal } = this.shutdown;
    const stream = body.pipe(new PassThrough());
    const end = () => {
      body.unpipe(stream);
      stream.end();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    reply.raw.once('close', () => signal.removeEventListener('abort', end));
    return stream;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}

/**
 * The body with its length, where it came with one; undici sends any other in chunks. Whatever the method: bytes without a frame would be the next
 * request on a connection that visitors share, and a length without bytes would swallow it.
 */
function bodyOf({ method, headers, raw }: FastifyRequest): { bytes: Readable; length: Record<string, string> } | undefined {
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  if (coding === undefined && Number(length ?? 0) === 0) return undefined;
  if (method === 'GET' || method === 'HEAD') throw httpProblem('http/malformed-request', { detail: `A ${method} takes no body.` });
  // Not the request itself, which undici would destroy together with the connection when the gateway answers before the end; what is left is read away.
  const bytes = raw.pipe(new PassThrough());
  bytes.once('close', () => raw.resume());
  return { bytes, length: coding === undefined && length !== undefined ? { 'content-length': length } : {} };
}
