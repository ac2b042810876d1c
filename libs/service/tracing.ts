import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { MessageContext } from '#libs/messaging/context';
import { formatTraceparent, parseTraceparent, tracer } from '#libs/messaging/tracing';

const correlationPattern = /^[A-Za-z0-9._:-]{8,64}$/;

/**
 * Works without an OpenTelemetry SDK: then `traceparent` is passed on with a span id of this hop. Where an operator loads one
 * (`NODE_OPTIONS="--import @opentelemetry/auto-instrumentations-node/register"` with `OTEL_NODE_DISABLED_INSTRUMENTATIONS=http,undici`),
 * spans are recorded through its API. Those two record the paths of URLs, and some of ours carry status tokens: leave them off.
 */
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
    return { correlationId, span, traceparent: formatTraceparent(span.spanContext()) };
  }
  return { correlationId, span: undefined, traceparent: formatTraceparent({ traceId: parent?.traceId ?? hexId(16), spanId: hexId(8), traceFlags: parent?.traceFlags ?? 1 }) };
}

export function endTrace({ span }: RequestTrace, route: string, status: number): void {
  if (!span) return;
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
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
