import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Config } from '../config.ts';

/** PORTAL_DIR holds no portal. */
export class PortalMissing extends Error {
  constructor(folder: string) {
    super(`PORTAL_DIR is ${folder}, where no index.html is. Start from the repository's root, or point it at the built portal.`);
  }
}

const hashed = /-[\w-]{8,}\.(?:js|css|woff2|svg|png)$/;

/** Serves the portal's files, its pages without `.html`, and the readable API reference. */
@Injectable()
export class PortalFiles {
  private readonly folder: string;

  constructor(config: Config) {
    this.folder = resolve(config.PORTAL_DIR);
    if (!existsSync(resolve(this.folder, 'index.html'))) throw new PortalMissing(this.folder);
  }

  install(fastify: FastifyInstance): void {
    void fastify.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, page: true };
      });
      await scope.register(fastifyStatic, { root: this.folder, wildcard: false, index: 'index.html', cacheControl: false, setHeaders });
      await scope.register(fastifyStatic, {
        root: swaggerFolder(), prefix: '/api/docs/assets/', wildcard: false, index: false, decorateReply: false, cacheControl: false, setHeaders,
        globIgnore: ['**/*.map', '**/*.html', '**/*.json', '**/*.md', '**/index.js', '**/absolute-path.js', '**/LICENSE', '**/NOTICE'],
      });
      for (const file of readdirSync(this.folder).filter((name) => name.endsWith('.html') && name !== 'index.html')) {
        const page = file === 'api-docs.html' ? '/api/docs' : `/${basename(file, '.html')}`;
        scope.route({ method: ['GET', 'HEAD'], url: page, handler: (_request, reply) => reply.sendFile(file) });
      }
      // A deal's own page, where mails lead: the account says who is signed in and what may be done.
      scope.route({ method: ['GET', 'HEAD'], url: '/deals/:id', handler: (_request, reply) => reply.sendFile('account.html') });
      // The address that the old site had; links to it are all over the place.
      for (const url of ['/partner-portal', '/partner-portal.html']) {
        scope.route({ method: ['GET', 'HEAD'], url, handler: (_request, reply) => reply.sendFile('index.html') });
      }
    });
  }
}

/** Files whose name changes with their content are kept for good; all others are asked for again, which costs a 304. */
function setHeaders(reply: FastifyReply, path: string): void {
  void reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function swaggerFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
