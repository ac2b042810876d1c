import type { FastifyInstance } from 'fastify';
import { httpProblem } from './problems.ts';
import { parseStrictJson } from './strict-json.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived, where the service asked to keep it: the gateway passes it on unchanged. */
    rawBody?: Buffer | undefined;
  }
}

/**
 * Makes `application/json` in UTF-8 the only body that an instance takes. Everything else is 415; the size limit is Fastify's
 * `bodyLimit`. With `keepRaw` the bytes stay on `request.rawBody`.
 */
export function installBodyParser(fastify: FastifyInstance, { keepRaw = false } = {}): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
      if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw httpProblem('http/unsupported-media-type', { detail: 'Only UTF-8 is accepted.' });
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
      if (keepRaw) request.rawBody = bytes;
      done(null, parseStrictJson(bytes));
    } catch (error) {
      done(error instanceof Error ? error : new Error('The body cannot be parsed.'));
    }
  });
}
