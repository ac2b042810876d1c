import { Logger } from '@nestjs/common';
import type { BaseConfig } from './config.base.ts';
import { ConfigError } from './config.ts';
import { createApp, type RunningApp } from './create-app.ts';
import { flushLogs } from './logger.ts';
import { returnStartUpMemory } from './memory.ts';
import type { ServiceDefinition } from './service.ts';

/**
 * The whole of a service's `main.ts`: starts it and ends the process cleanly (code 0) on SIGTERM or SIGINT. A second signal,
 * or a drain that outlasts `SHUTDOWN_TIMEOUT`, ends it at once (code 1), and so does a start that fails.
 * @example await bootstrap(applications);
 */
export async function bootstrap(service: ServiceDefinition): Promise<void> {
  const starting = new AbortController();
  let stopTraces = async (): Promise<void> => undefined;
  const prepare = async (config: BaseConfig): Promise<void> => {
    // What only hands out files has nothing to trace.
    if (config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && service.database) stopTraces = (await import('./span-export.ts')).exportSpans(service, config);
  };
  const running = createApp(service, { signal: starting.signal, prepare, beforeReady: returnStartUpMemory });
  let signals = 0;
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      signals += 1;
      if (signals > 1) end(1, 'A second signal: ending without draining');
      starting.abort();
      void drain(running, name, () => stopTraces());
    });
  }
  process.on('uncaughtException', (error) => end(1, 'An error that nobody caught', error));
  process.on('unhandledRejection', (error) => end(1, 'A rejection that nobody handled', error));
  try {
    const { metrics } = await running;
    metrics.collectProcess();
  } catch (error) {
    if (signals > 0) return;
    if (!(error instanceof ConfigError)) end(1, 'The start failed', error);
    process.stderr.write(`${service.name}: ${error.message}\n`);
    process.exit(1);
  }
}

async function drain(running: Promise<RunningApp>, signal: string, stopTraces: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const app = await running.catch(() => undefined);
  if (!app) return end(0, 'Stopped before the start was complete');
  new Logger('Shutdown').log(`${signal}: draining`);
  setTimeout(() => end(1, 'The drain took too long'), app.config.SHUTDOWN_TIMEOUT).unref();
  await app.close();
  await stopTraces();
  end(0, `Stopped in ${Math.round(performance.now() - started)} ms`);
}

function end(code: number, message: string, error?: unknown): never {
  const logger = new Logger('Process');
  if (code === 0) logger.log(message);
  else logger.fatal(error === undefined ? message : { message, err: error });
  flushLogs();
  process.exit(code);
}
