import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type RecordedSpan, recordSpans } from '#libs/testing/recorded-spans';
import { inSpan } from './tracing.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const options = { kind: SpanKind.CONSUMER, attributes: { a: 1 }, traceparent };

describe('without an SDK', () => {
  test('work goes on as if there were no span, and its cause is handed on as it came', async () => {
    expect(await inSpan('work', options, async (traced) => traced.traceparent)).toBe(traceparent);
    await expect(inSpan('work', options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

test.each([undefined, 'nonsense'])('without an SDK and a cause (%s), a trace begins all the same, by which lines of log belong together', async (given) => {
  const begun = () => inSpan('work', { ...options, traceparent: given }, async (traced) => traced.traceparent);
  expect(await begun()).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(await begun()).not.toBe(await begun());
});

describe('with one', () => {
  let spans: RecordedSpan[];
  // Once for all: our tracer holds on to the first SDK that it meets.
  beforeAll(() => {
    spans = recordSpans();
  });
  beforeEach(() => {
    spans.length = 0;
  });
  afterAll(() => trace.disable());

  test('the span follows from its cause, ends with its work, and is handed on', async () => {
    const handedOn = await inSpan('work', options, async (traced) => traced.traceparent);
    const [span] = spans;
    expect(span).toMatchObject({ name: 'work', kind: SpanKind.CONSUMER, attributes: { a: 1 }, ended: true, parent: { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' } });
    expect(handedOn).toBe(`00-4bf92f3577b34da6a3ce929d0e0e4736-${span?.spanContext().spanId}-01`);
  });

  test.each([undefined, 'nonsense', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'])('%s is no cause: a trace of its own', async (given) => {
    await inSpan('work', { ...options, traceparent: given }, async () => {});
    expect(spans[0]?.parent).toBeUndefined();
  });

  test('an error comes out unchanged; of it the span tells the name alone', async () => {
    const failure = new TypeError('Ada Lovelace <ada@cybertech.example> is no number');
    await expect(inSpan('work', options, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(spans[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'TypeError' }, ended: true });
    expect(JSON.stringify(spans)).not.toMatch(/ada |lovelace|cybertech/i);
  });
});
