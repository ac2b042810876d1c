import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { MessagingModule } from '#libs/messaging/messaging.module';
import { kafkaOptions } from '#libs/service/messaging';
import { Config } from './config.ts';
import { DashboardController } from './dashboard/dashboard.controller.ts';
import { DashboardService } from './dashboard/dashboard.service.ts';
import { EdgeHooks } from './edge/edge.hooks.ts';
import { SessionCookies } from './edge/session-cookies.ts';
import { Tokens } from './edge/tokens.ts';
import { LimitsHook } from './limits/limits.hook.ts';
import { LimitsPurge } from './limits/limits.purge.ts';
import { SharedLimits } from './limits/shared.limits.ts';
import { OpenApiController } from './openapi/openapi.controller.ts';
import { OpenApiService } from './openapi/openapi.service.ts';
import { ParkedEventsController } from './operations/parked-events.controller.ts';
import { ParkedEventsService } from './operations/parked-events.service.ts';
import { PortalFiles } from './portal/portal.files.ts';
import { Proxy } from './proxy/proxy.plugin.ts';
import { Upstreams } from './proxy/upstreams.ts';
import { SessionController } from './session/session.controller.ts';
import { SessionService } from './session/session.service.ts';
import { FeedHub } from './stream/feed.hub.ts';
import { StreamController } from './stream/stream.controller.ts';
import { StreamsService } from './stream/streams.service.ts';

@Module({
  imports: [MessagingModule.forLiveTail({ inject: [Config], useFactory: (config: Config) => kafkaOptions('gateway', config) })],
  controllers: [SessionController, ParkedEventsController, DashboardController, StreamController, OpenApiController],
  providers: [
    { provide: SessionCookies, inject: [Config], useFactory: (config: Config) => new SessionCookies(config) },
    EdgeHooks, Tokens, Upstreams, Proxy, SharedLimits, LimitsHook, LimitsPurge, SessionService, ParkedEventsService, DashboardService, FeedHub, StreamsService, OpenApiService, PortalFiles,
  ],
})
export class GatewayModule implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly cookies: SessionCookies,
    private readonly edge: EdgeHooks,
    private readonly limits: LimitsHook,
    private readonly proxy: Proxy,
    private readonly portal: PortalFiles,
  ) {}

  /** Hooks run in this order, for Nest's routes and for those that are only passed on. */
  onModuleInit(): void {
    if (this.cookies.warning !== undefined) new Logger('Cookies').warn(this.cookies.warning);
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    this.edge.install(fastify);
    this.limits.install(fastify);
    this.proxy.install(fastify);
    this.portal.install(fastify);
  }
}
