import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import type { BaseConfig } from './config.base.ts';
import type { Health } from './health.ts';
import type { ManagementServer } from './management.server.ts';
import type { Messaging } from './messaging.ts';
import type { Shutdown } from './shutdown.ts';
import { closeUnused } from './unused-connections.ts';

export interface Stoppable {
  app: NestFastifyApplication;
  config: BaseConfig;
  health: Health;
  shutdown: Shutdown;
  messaging: Messaging | undefined;
  dataSource: DataSource | undefined;
  management: ManagementServer;
}

/**
 * Whoever produces work stops before whoever carries it out: readiness, HTTP, consumers, sweeps, one last round of the relay
 * for what they wrote, then the database. A step that fails is logged and does not keep the others from their turn.
 */
export async function stopInOrder({ app, config, health, shutdown, messaging, dataSource, management }: Stoppable): Promise<void> {
  const logger = new Logger('Shutdown');
  const steps: [string, () => Promise<unknown> | undefined][] = [
    ['load balancers', () => sendElsewhere(app, config.SHUTDOWN_DELAY)],
    ['HTTP', () => closeHttp(app, shutdown)],
    ['consumers', () => messaging?.stopConsumers()],
    ['sweeps', () => (dataSource ? app.get(Sweeper).stop() : undefined)],
    ['relay', () => messaging?.stopRelay()],
    ['application', () => app.close()],
    ['database', () => (dataSource?.isInitialized ? dataSource.destroy() : undefined)],
    ['management', () => management.close()],
  ];
  health.stopping();
  for (const [name, step] of steps) {
    try {
      await step();
    } catch (error) {
      logger.error({ message: `Stopping ${name} failed`, err: error });
    }
  }
}

/**
 * Whoever asks again gets an answer that ends its connection, so that the next one goes to another process: load balancers choose for new connections
 * alone, and one that we close while a request is on its way loses it. What nobody has used in this time is closed by whoever holds it (`restingConnections`).
 */
async function sendElsewhere(app: NestFastifyApplication, delay: number): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  // Before Fastify's own listener, so that whatever writes the answer finds it said.
  server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  if (delay > 0) await pause(delay);
}

/**
 * Long answers end together with the door: told sooner, while load balancers still send requests here, they would only come back to this process.
 * Node closes connections that are idle now; one whose answer is still under way would stay open until its keep-alive ends.
 */
async function closeHttp(app: NestFastifyApplication, shutdown: Shutdown): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  shutdown.begin();
  const timer = setInterval(() => {
    fastify.server.closeIdleConnections();
    closeUnused(fastify.server);
  }, 50);
  try {
    await fastify.close();
  } finally {
    clearInterval(timer);
  }
}
