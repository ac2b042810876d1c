import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { httpProblem } from '#libs/service/problems';
import { ApiPassing } from './api.passing.ts';
import { Config } from './config.ts';
import { isUnknownPage, markAsPages, PortalFolder } from './portal.folder.ts';
import { securityHeaders } from './security-headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered by the gateway, which sets its own headers. */
    passedOn?: boolean;
  }
}

@Module({ providers: [ApiPassing] })
export class PagesModule implements OnModuleInit {
  private readonly portal: PortalFolder;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly config: Config,
    private readonly api: ApiPassing,
  ) {
    // Below /api is the gateway's, the readable reference with its files too.
    this.portal = new PortalFolder(config.PORTAL_DIR, (path) => !path.startsWith('/api/'));
  }

  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    const { api, page } = securityHeaders(this.config.PUBLIC_URL);
    fastify.addHook('onRequest', (request, reply, done) => {
      const { config } = request.routeOptions;
      if (config.passedOn === true) return done();
      const isPage = request.is404 ? isUnknownPage(request) : config.page === true;
      reply.headers(isPage ? page : api);
      // Other things that the libs serve, such as a document of its routes, are not for the outside.
      done(isPage || request.is404 ? undefined : httpProblem('http/not-found'));
    });
    this.portal.answerUnknown(fastify);
    this.api.install(fastify);
    void fastify.register(async (scope) => {
      markAsPages(scope);
      await this.portal.install(scope);
    });
  }
}
