import { type Attributes, context, ROOT_CONTEXT, type Span, type SpanContext, type SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** Does nothing until an operator loads an SDK; see docs/adr/0033. */
export const tracer = trace.getTracer('partner-management');
const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export function parseTraceparent(header: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = traceparentPattern.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

export function formatTraceparent({ traceId, spanId, traceFlags }: Pick<SpanContext, 'traceId' | 'spanId' | 'traceFlags'>): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

export interface SpanOptions {
  readonly kind: SpanKind;
  /** Never a token, an address, a name or a URL: spans leave the system. */
  readonly attributes: Attributes;
  /** Of what caused it; a trace of its own without. */
  readonly traceparent?: string | undefined;
}

/** The span under way, and what to hand on: without an SDK, the traceparent that came. */
export interface Traced {
  readonly span: Span;
  readonly traceparent: string | undefined;
}

/**
 * Runs `work` under a span, which ends with it. Of an error only its name is told, since messages may quote what people wrote.
 *
 * @example await inSpan('process applications', { kind: SpanKind.CONSUMER, attributes: {}, traceparent: event.traceparent }, async ({ traceparent }) => { … });
 */
export async function inSpan<T>(name: string, { kind, attributes, traceparent }: SpanOptions, work: (traced: Traced) => Promise<T>): Promise<T> {
  const cause = parseTraceparent(traceparent);
  const parent = cause ? trace.setSpanContext(ROOT_CONTEXT, cause) : ROOT_CONTEXT;
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  if (!span.isRecording()) return work({ span, traceparent });
  try {
    return await context.with(trace.setSpan(parent, span), () => work({ span, traceparent: formatTraceparent(span.spanContext()) }));
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span whose work has an end of its own for errors. */
export function failed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
