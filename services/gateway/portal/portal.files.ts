import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { cacheHeaders, markAsPages, PortalFolder } from '#libs/pages/portal.folder';
import { Config } from '../config.ts';

/** Serves the portal's files, its pages, and what the readable API reference is made of. */
@Injectable()
export class PortalFiles {
  private readonly portal: PortalFolder;

  constructor(config: Config) {
    this.portal = new PortalFolder(config.PORTAL_DIR);
  }

  install(fastify: FastifyInstance): void {
    this.portal.answerUnknown(fastify);
    void fastify.register(async (scope) => {
      markAsPages(scope);
      await this.portal.install(scope);
      await scope.register(fastifyStatic, {
        root: swaggerFolder(), prefix: '/api/docs/assets/', wildcard: false, index: false, decorateReply: false, cacheControl: false, setHeaders: cacheHeaders,
        globIgnore: ['**/*.map', '**/*.html', '**/*.json', '**/*.md', '**/index.js', '**/absolute-path.js', '**/LICENSE', '**/NOTICE'],
      });
    });
  }
}

function swaggerFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
