import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { currentContext } from '#libs/messaging/context';
import { type RecordedSpan, recordSpans } from '#libs/testing/recorded-spans';
import { endTrace, startTrace, withTrace } from './tracing.ts';

const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const traceparent = `00-${traceId}-${spanId}-01`;
const page = { traceparent, 'sec-fetch-site': 'same-origin' };
const arrival = { name: 'POST /api/things', fromOutside: false, recorded: true };

describe('without an SDK', () => {
  test('the trace of a caller goes on under a span id of this hop, and its decision with it', () => {
    expect(startTrace({ ...arrival, headers: { traceparent } })).toMatchObject({ traceId, correlationId: traceId, span: undefined, traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-(?!${spanId})[0-9a-f]{16}-01$`)) });
    expect(startTrace({ ...arrival, headers: { traceparent: traceparent.replace(/01$/, '00') } }).traceparent).toMatch(/-00$/);
  });

  test('a request without one begins one, whose id is what people quote', () => {
    const made = startTrace({ ...arrival, headers: {} });
    expect(made.correlationId).toBe(made.traceId);
    expect(made.traceparent).toContain(made.traceId);
    expect(startTrace({ ...arrival, headers: { 'x-correlation-id': 'order-12345' } }).correlationId).toBe('order-12345');
  });

  test.each(['same-site', 'cross-site', 'none', undefined])('a visitor’s trace is not taken on where the browser says %s', (site) => {
    expect(startTrace({ ...arrival, fromOutside: true, headers: { traceparent, ...(site === undefined ? {} : { 'sec-fetch-site': site }) } }).traceId).not.toBe(traceId);
  });

  test('a visitor’s correlation id is new, whatever it says of itself and of its trace', () => {
    const made = [1, 2].map(() => startTrace({ ...arrival, fromOutside: true, headers: { ...page, 'x-correlation-id': 'order-12345' } }));
    expect(made).toMatchObject([{ traceId, correlationId: expect.stringMatching(/^[0-9a-f]{32}$/) }, { traceId }]);
    expect(new Set(['order-12345', traceId, ...made.map(({ correlationId }) => correlationId)]).size).toBe(4);
  });

  test('of a page of ours it is, but not what it says of recording', () => {
    expect(startTrace({ ...arrival, fromOutside: true, headers: { ...page, traceparent: traceparent.replace(/01$/, '00') } })).toMatchObject({ traceId, traceparent: expect.stringMatching(/-01$/) });
  });
});

describe('with one', () => {
  let spans: RecordedSpan[];
  beforeAll(() => {
    spans = recordSpans();
  });
  beforeEach(() => {
    spans.length = 0;
  });
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  test('a request is a span, by its route', () => {
    const request = startTrace({ ...arrival, headers: { traceparent } });
    expect(request.traceparent).toBe(`00-${traceId}-${spans[0]?.spanContext().spanId}-01`);
    withTrace(request, () => expect(currentContext()).toMatchObject({ traceparent: request.traceparent, correlationId: traceId }));
    endTrace(request, { method: 'POST', route: '/api/things', status: 503 });
    expect(spans).toMatchObject([{ name: 'POST /api/things', kind: SpanKind.SERVER, parent: { traceId, spanId, traceFlags: 1 }, ended: true, status: { code: SpanStatusCode.ERROR }, attributes: { 'http.request.method': 'POST', 'http.route': '/api/things', 'http.response.status_code': 503 } }]);
  });

  test('the flag of a visitor’s page reaches no sampler; its span is found by the correlation id', () => {
    const { correlationId } = startTrace({ ...arrival, fromOutside: true, headers: page });
    expect(spans[0]?.attributes).toEqual({ 'request.correlation_id': correlationId });
    expect(spans[0]?.parent).toMatchObject({ traceId, spanId, traceFlags: 0 });
  });

  test('what is not worth a span has none, and the trace goes on all the same', () => {
    expect(startTrace({ ...arrival, recorded: false, headers: { traceparent } })).toMatchObject({ traceId, span: undefined });
    expect(spans).toEqual([]);
  });
});
