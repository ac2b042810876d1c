import { describe, expect, test } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { causedBy } from '#libs/messaging/tracing';
import { samplerOf } from './sampling.ts';

const spanId = '00f067aa0ba902b7';
const ids = Array.from({ length: 400 }, (_, index) => (index + 1).toString(16).padStart(32, '0'));
const share = (OTEL_TRACES_SAMPLER_ARG: number) => ({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG }) as const;

const isSampled = (sampler: Sampler, traceId: string, traceFlags?: number, isRemote = true): boolean =>
  sampler.shouldSample(traceFlags === undefined ? ROOT_CONTEXT : causedBy({ traceId, spanId, traceFlags, isRemote }), traceId, 'GET /', SpanKind.SERVER, {}, []).decision === SamplingDecision.RECORD_AND_SAMPLED;
const sampled = (sampler: Sampler, traceFlags?: number) => ids.filter((id) => isSampled(sampler, id, traceFlags));

describe('behind the gateway', () => {
  test('what its caller has decided holds', () => {
    expect([sampled(samplerOf(share(0), false), 1).length, sampled(samplerOf(share(1), false), 0).length]).toEqual([400, 0]);
  });

  test.each([['always_on', 400], ['always_off', 0], ['parentbased_always_on', 400], ['parentbased_always_off', 0]] as const)('%s, for what has no caller', (name, count) => {
    expect(sampled(samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: 1 }, false))).toHaveLength(count);
  });
});

describe('where visitors arrive', () => {
  test.each([0, 1])('the flag %i of a visitor changes nothing', (flag) => {
    expect([sampled(samplerOf(share(0), true), flag).length, sampled(samplerOf(share(1), true), flag).length]).toEqual([0, 400]);
  });

  test('nor does the choice of an id: a share of any ids is that share', () => {
    // By the id itself all of these small numbers would be part of every share.
    expect(sampled(samplerOf(share(0.25), false))).toHaveLength(400);
    const few = sampled(samplerOf(share(0.25), true), 1).length;
    expect(few).toBeGreaterThan(40);
    expect(few).toBeLessThan(180);
  });

  test('requests of one trace get one answer, which another process need not share', () => {
    const [one, other] = [samplerOf(share(0.5), true), samplerOf(share(0.5), true)];
    expect(sampled(one, 0)).toEqual(sampled(one, 1));
    expect(sampled(one)).not.toEqual(sampled(other));
  });

  test('what happens within a request goes by the request', () => {
    expect(isSampled(samplerOf(share(0), true), '1'.repeat(32), 1, false)).toBe(true);
  });
});
