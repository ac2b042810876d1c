import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { Config } from '../config.ts';

/** PORTAL_DIR holds no portal. */
export class PortalMissing extends Error {
  constructor(folder: string) {
    super(`PORTAL_DIR is ${folder}, where no built portal is. Run npm run build and start from the repository's root, or point it at the built portal.`);
  }
}

/** What the portal's build leaves beside its files: the addresses that index.html answers. */
const pagePaths = z.array(z.string().regex(/^\/[\w./:-]*$/));
const keptForGood = /[/\\]assets[/\\][^/\\]+-[\w-]{8}\.(?:js|css|woff2|svg|png)(?:\.br|\.gz)?$/;

/** Serves the portal's files, its pages, and what the readable API reference is made of. */
@Injectable()
export class PortalFiles {
  private readonly folder: string;
  private readonly paths: readonly string[];

  constructor(config: Config) {
    this.folder = resolve(config.PORTAL_DIR);
    const list = resolve(this.folder, 'pages.json');
    if (!existsSync(resolve(this.folder, 'index.html')) || !existsSync(list)) throw new PortalMissing(this.folder);
    this.paths = pagePaths.parse(JSON.parse(readFileSync(list, 'utf8')));
  }

  install(fastify: FastifyInstance): void {
    void fastify.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, page: true };
      });
      await scope.register(fastifyStatic, {
        root: this.folder, wildcard: false, index: false, cacheControl: false, setHeaders, preCompressed: true,
        globIgnore: ['**/*.br', '**/*.gz', 'pages.json', 'index.html'],
      });
      await scope.register(fastifyStatic, {
        root: swaggerFolder(), prefix: '/api/docs/assets/', wildcard: false, index: false, decorateReply: false, cacheControl: false, setHeaders,
        globIgnore: ['**/*.map', '**/*.html', '**/*.json', '**/*.md', '**/index.js', '**/absolute-path.js', '**/LICENSE', '**/NOTICE'],
      });
      // Pages are told apart in the browser; each answers here too, so that links, reloads and the old site's address work.
      for (const url of this.paths) scope.route({ method: ['GET', 'HEAD'], url, handler: (_request, reply) => reply.sendFile('index.html') });
    });
  }
}

/** Files whose name changes with their content are kept for good; all others are asked for again, which costs a 304. */
function setHeaders(reply: FastifyReply, path: string): void {
  void reply.header('cache-control', keptForGood.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function swaggerFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
