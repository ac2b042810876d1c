import type { IncomingHttpHeaders } from 'node:http';
import { context, ROOT_CONTEXT, type Span, type SpanContext, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { areSpansRecorded, tracer } from '#libs/database/tracing';
import { type MessageContext, withContext } from '#libs/messaging/context';
import { causedBy, formatTraceparent, hexId, ownContext, parseTraceparent } from '#libs/messaging/tracing';

const correlationPattern = /^[A-Za-z0-9._:-]{8,64}$/;

/** Without an SDK `traceparent` is passed on with a span id of this hop; see docs/adr/0033. */
export interface RequestTrace extends MessageContext {
  readonly correlationId: string;
  readonly traceId: string;
  readonly traceparent: string;
  readonly span: Span | undefined;
}

export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  /** Method and the route's pattern, never the address. */
  readonly name: string;
  /** From visitors, who may name their trace where a page of ours asks, but not say whether it is recorded. */
  readonly fromOutside: boolean;
  /** Worth a span. */
  readonly recorded: boolean;
}

/** The context of a request: the caller's ids where they are sane, else new ones. The correlation id of a visitor's is always new: who names a trace must not name others' lines in our logs. */
export function startTrace({ headers, name, fromOutside, recorded }: Arrival): RequestTrace {
  const parent = fromOutside ? undecided(headers) : parseTraceparent(text(headers.traceparent));
  const span = recorded && areSpansRecorded() ? tracer.startSpan(name, { kind: SpanKind.SERVER }, causedBy(parent)) : undefined;
  const own = (span && ownContext(span, parent)) ?? { traceId: parent?.traceId ?? hexId(16), spanId: hexId(8), traceFlags: (fromOutside ? undefined : parent?.traceFlags) ?? 1 };
  const correlationId = fromOutside ? hexId(16) : (saneCorrelation(headers) ?? own.traceId);
  if (fromOutside) span?.setAttribute('request.correlation_id', correlationId);
  return { correlationId, traceId: own.traceId, traceparent: formatTraceparent(own), span: span?.isRecording() === true ? span : undefined };
}

/** Browsers let no other site's page send `traceparent` along, and no page at all write `sec-fetch-site`. Programs can do both, so nothing is trusted for being in a trace. */
function undecided(headers: IncomingHttpHeaders): SpanContext | undefined {
  const parent = headers['sec-fetch-site'] === 'same-origin' ? parseTraceparent(text(headers.traceparent)) : undefined;
  return parent && { ...parent, traceFlags: 0 };
}

function saneCorrelation(headers: IncomingHttpHeaders): string | undefined {
  const said = text(headers['x-correlation-id']);
  return said !== undefined && correlationPattern.test(said) ? said : undefined;
}

const text = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);

/** Runs what a request sets off, so that all of it belongs to its trace. */
export function withTrace(request: RequestTrace, work: () => void): void {
  const { span } = request;
  if (span === undefined) withContext(request, work);
  else context.with(trace.setSpan(ROOT_CONTEXT, span), () => withContext(request, work));
}

export function endTrace({ span }: RequestTrace, { method, route, status }: { method: string; route: string; status: number }): void {
  if (!span) return;
  span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
