import { hostname } from 'node:os';
import { Logger } from '@nestjs/common';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, resourceAttributesEnvDetector, resourceFromAttributes, serviceNameEnvDetector } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import type { BaseConfig } from './config.base.ts';
import { samplerOf } from './sampling.ts';
import type { ServiceDefinition } from './service.ts';

const delayMs = 2_000;
const stopMs = 2_000;

/**
 * Has spans recorded and sent to OTEL_EXPORTER_OTLP_ENDPOINT; returns what sends the rest at the end. Loaded only where that is set: the SDK takes memory and
 * time to start. A receiver that is away costs spans, nothing else: at most 2,048 wait.
 */
export function exportSpans({ name, outermost }: ServiceDefinition, config: BaseConfig): () => Promise<void> {
  const ours = resourceFromAttributes({ 'service.name': name, 'service.namespace': 'partner-management', 'service.instance.id': hostname() });
  // Not those of the process, whose command line may hold anything.
  const theirs = detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] });
  const provider = new TracerProvider({
    resource: defaultResource().merge(ours).merge(theirs),
    sampler: samplerOf(config, outermost),
    spanProcessors: [new BatchSpanProcessor({ exporter: outspoken(new OTLPTraceExporter()), scheduledDelayMillis: delayMs })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    const timer = new Promise((resolve) => void setTimeout(resolve, stopMs).unref());
    await Promise.race([provider.shutdown().catch(() => undefined), timer]);
  };
}

/** Says once that spans are lost, and once that they arrive again: one line per batch would fill the log. */
function outspoken(inner: SpanExporter): SpanExporter {
  const logger = new Logger('Traces');
  let failing = false;
  return {
    export: (spans, done) =>
      inner.export(spans, (result) => {
        const failed = result.code !== 0;
        if (failed && !failing) logger.warn({ message: 'Spans are lost: the receiver does not take them', err: result.error });
        if (!failed && failing) logger.log('Spans are taken again');
        failing = failed;
        done(result);
      }),
    shutdown: () => inner.shutdown(),
  };
}
