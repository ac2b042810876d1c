import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { MessageContext } from '#libs/messaging/context';

/**
 * Works without an OpenTelemetry SDK: then `traceparent` is passed on with a span id of this hop. Where an operator loads one
 * (`NODE_OPTIONS="--import @opentelemetry/auto-instrumentations-node/register"` with `OTEL_NODE_DISABLED_INSTRUMENTATIONS=http,undici`),
 * spans are recorded through its API. Those two record the paths of URLs, and some of ours carry status tokens: leave them off.
 */
const tracer = trace.getTracer('partner-management');
const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const correlationPattern = /^[A-Za-z0-9._:-]{8,64}$/;

export interface RequestTrace extends MessageContext {
  readonly correlationId: string;
  readonly traceparent: string;
  readonly span: Span | undefined;
}



/** The context of a request: the caller's ids where they are sane, else new ones. */
export function startTrace(headers: IncomingHttpHeaders, name: string): RequestTrace {
  const correlation = headers['x-correlation-id'];
  const correlationId = typeof correlation === 'string' && correlationPattern.test(correlation) ? correlation : randomUUID();
  const parent = typeof headers.traceparent === 'string' ? parseTraceparent(headers.traceparent) : undefined;
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
  if (span.isRecording()) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    return { correlationId, span, traceparent: formatTraceparent(traceId, spanId, traceFlags) };
  }
  return { correlationId, span: undefined, traceparent: formatTraceparent(parent?.traceId ?? hexId(16), hexId(8), parent?.traceFlags ?? 1) };
}

export function endTrace({ span }: RequestTrace, route: string, status: number): void {
  if (!span) return;
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function parseTraceparent(header: string) {
  const [, traceId, spanId, flags] = traceparentPattern.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

function formatTraceparent(traceId: string, spanId: string, flags: number): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
}

// A system call per id is the dearest part of a small request: take random bytes by the page. They identify, they guard nothing.
let pool = Buffer.alloc(0);
let used = 0;

function hexId(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
