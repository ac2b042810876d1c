import { context, ProxyTracerProvider, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const name = 'partner-management';

/** Does nothing until an SDK is loaded; see docs/adr/0033. */
export const tracer = trace.getTracer(name);

/** Whether there is an SDK at all: what costs something per event is spared where there is none. */
export function areSpansRecorded(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(name) !== undefined;
}

/** Of an error its name alone: messages quote what people wrote, and spans leave the system. */
export function failed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}

/**
 * Runs a transaction under a span of its own where what asks for it is being recorded. Those of sweeps, consumers and the relay have no such cause, and
 * are not worth a trace each.
 */
export async function inTransactionSpan<T>(work: () => Promise<T>): Promise<T> {
  const parent = context.active();
  if (trace.getSpan(parent)?.isRecording() !== true) return work();
  const span = tracer.startSpan('transaction', { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql' } }, parent);
  try {
    return await work();
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}
