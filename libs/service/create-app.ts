import { Logger, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import type { DataSource } from 'typeorm';
import type { BaseConfig } from './config.base.ts';
import { processEnvironment, type Environment } from './config.ts';
import { CoreModule, type CoreParts } from './core.module.ts';
import { connectDatabase, dataSourceOf } from './database.connection.ts';
import { createFastify } from './fastify.ts';
import { Health } from './health.ts';
import { createLogger, NestLogger } from './logger.ts';
import { startManagementServer } from './management.server.ts';
import { observeMessaging } from './messaging.figures.ts';
import { messagingFor, type Messaging } from './messaging.ts';
import { Metrics } from './metrics.ts';
import { openApiOf, type OpenAPIObject } from './openapi.ts';
import { ProblemFilter } from './problem.filter.ts';
import { RouteTable } from './route-table.ts';
import type { ServiceDefinition } from './service.ts';
import { Shutdown } from './shutdown.ts';
import { stopInOrder } from './stop.ts';
import { startSweeps } from './sweeps.ts';
import { ValidationPipe } from './validation.pipe.ts';

export interface AppOptions {
  /** Default: the environment of the process. */
  env?: Environment;
  /** Providers instead of those of the core module, by token: a fixed clock, known ids. */
  overrides?: readonly Provider[];
  /** Where log lines go; standard output by default. */
  logs?: DestinationStream;
  /** Stops a start that waits for the database. */
  signal?: AbortSignal;
  /** Called when the environment has proved right, before anything is started. */
  prepare?: (config: BaseConfig) => Promise<void>;
  /** Called when everything runs, before readiness says so. */
  beforeReady?: () => void;
}

/** A service that answers. */
export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly config: BaseConfig;
  readonly metrics: Metrics;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly managementUrl: string;
  /** Drains and stops everything in order; safe to call twice. */
  close(): Promise<void>;
}

@Module({})
class RootModule {}

/**
 * Starts a service in this process, on the ports of its environment (0: free ones), without touching signals or exit codes;
 * `bootstrap` and `startService` are made of it. Throws `ConfigError` for a wrong environment.
 */
export async function createApp(service: ServiceDefinition, options: AppOptions = {}): Promise<RunningApp> {
  const config = new service.config(options.env ?? processEnvironment());
  const pino = createLogger({ service: service.name, level: config.LOG_LEVEL, ...(options.logs ? { destination: options.logs } : {}) });
  Logger.overrideLogger(new NestLogger(pino));
  await options.prepare?.(config);
  const [metrics, health, shutdown] = [new Metrics(service.name), new Health(), new Shutdown()];
  const management = await startManagementServer({ host: config.MANAGEMENT_HOST, port: config.MANAGEMENT_PORT }, health, metrics);
  let dataSource: DataSource | undefined;
  try {
    dataSource = service.database ? await connectDatabase(service, config, health, metrics, options.signal) : undefined;
    const parts: CoreParts = { config, metrics, health, shutdown, dataSource, overrides: options.overrides ?? [] };
    const messaging = messagingFor(service, config, metrics);
    const fastify = createFastify({ bodyLimit: config.BODY_LIMIT, keepRawBody: service.keepRawBody, outermost: service.outermost }, pino, metrics);
    const app = await listen(service, parts, messaging, fastify);
    await messaging?.start(app, health);
    if (dataSource) startSweeps(app, service, metrics);
    if (messaging) observeMessaging(app, metrics);
    options.beforeReady?.();
    health.started();
    const url = `http://127.0.0.1:${new URL(await app.getUrl()).port}`;
    new Logger('Service').log({ message: 'Listening', url, management: management.url });
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= stopInOrder({ app, config, health, shutdown, messaging, dataSource, management }));
    return { app, config, metrics, url, managementUrl: management.url, close };
  } catch (error) {
    await Promise.allSettled([management.close(), dataSource?.destroy()]);
    throw error;
  }
}

async function listen(service: ServiceDefinition, parts: CoreParts, messaging: Messaging | undefined, fastify: FastifyInstance): Promise<NestFastifyApplication> {
  const routes = new RouteTable(fastify);
  const app = await createNest(service, parts, messaging, new FastifyAdapter(fastify));
  app.useGlobalFilters(new ProblemFilter(routes));
  let document: Promise<OpenAPIObject> | undefined;
  fastify.get('/internal/openapi.json', () => (document ??= openApiOf(app, service)));
  await app.init();
  await app.listen({ port: parts.config.PORT, host: parts.config.HOST });
  return app;
}

/** The OpenAPI document of a service from its classes alone: nothing listens, no database or broker is needed. */
export async function exportOpenApi(service: ServiceDefinition, env: Environment): Promise<OpenAPIObject> {
  const config = new service.config(env);
  const metrics = new Metrics(service.name);
  const parts: CoreParts = { config, metrics, health: new Health(), shutdown: new Shutdown(), dataSource: service.database ? dataSourceOf(service, config) : undefined, overrides: [] };
  const app = await createNest(service, parts, messagingFor(service, config, metrics), new FastifyAdapter(), true);
  return openApiOf(app, service);
}

async function createNest(service: ServiceDefinition, parts: CoreParts, messaging: Messaging | undefined, adapter: FastifyAdapter, preview = false): Promise<NestFastifyApplication> {
  const imports: (Type | DynamicModule)[] = [CoreModule.for(service, parts), ...(messaging?.imports ?? []), service.module];
  const root: DynamicModule = { module: RootModule, imports };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    bodyParser: false,
    bufferLogs: false,
    abortOnError: false,
    preview,
    ...(preview ? { logger: false } : {}),
  });
  app.setGlobalPrefix('api', { exclude: ['internal/*path', '.well-known/*path', ...service.outsideApi] });
  app.useGlobalPipes(new ValidationPipe());
  return app;
}
