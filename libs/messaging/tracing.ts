import { randomBytes } from 'node:crypto';
import { type Attributes, type Context, context, INVALID_SPAN_CONTEXT, isSpanContextValid, ROOT_CONTEXT, type Span, type SpanContext, type SpanKind, trace } from '@opentelemetry/api';
import { areSpansRecorded, failed, tracer } from '#libs/database/tracing';

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

/** The span under way, and what to hand on: without an SDK the traceparent that came, or a new one. */
export interface Traced {
  readonly span: Span;
  readonly traceparent: string;
}

/**
 * Runs `work` under a span, which ends with it.
 *
 * @example await inSpan('process applications', { kind: SpanKind.CONSUMER, attributes: {}, traceparent: event.traceparent }, async ({ traceparent }) => { … });
 */
export async function inSpan<T>(name: string, options: SpanOptions, work: (traced: Traced) => Promise<T>): Promise<T> {
  const { span, traceparent } = startSpan(name, options);
  if (!span.isRecording()) return work({ span, traceparent });
  try {
    return await context.with(trace.setSpan(ROOT_CONTEXT, span), () => work({ span, traceparent }));
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

const none = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** A span whose end the caller knows. */
export function startSpan(name: string, { kind, attributes, traceparent }: SpanOptions): Traced {
  const cause = parseTraceparent(traceparent);
  const span = areSpansRecorded() ? tracer.startSpan(name, { kind, attributes }, causedBy(cause)) : none;
  const own = span === none ? undefined : ownContext(span, cause);
  return { span, traceparent: formatTraceparent(own ?? cause ?? { traceId: hexId(16), spanId: hexId(8), traceFlags: 1 }) };
}

export function causedBy(cause: SpanContext | undefined): Context {
  return cause ? trace.setSpanContext(ROOT_CONTEXT, cause) : ROOT_CONTEXT;
}

/** A span's own place in its trace, recorded or not: that it is not, is for all that follows too. Without an SDK there is none. */
export function ownContext(span: Span, cause: SpanContext | undefined): SpanContext | undefined {
  const own = span.spanContext();
  // The comparison first: the check costs more.
  return own.spanId !== cause?.spanId && isSpanContextValid(own) ? own : undefined;
}

// A system call per id is the dearest part of a small request: take random bytes by the page. They identify, they guard nothing.
let pool = Buffer.alloc(0);
let used = 0;

export function hexId(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
