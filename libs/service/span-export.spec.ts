import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { inTransactionSpan } from '#libs/database/tracing';
import { inSpan } from '#libs/messaging/tracing';
import { eventually } from '#libs/testing/eventually';
import { type SpanReceiver, startSpanReceiver, wayUp } from '#libs/testing/span-receiver';
import { defineConfig, processEnvironment } from './config.ts';
import { defineService } from './service.ts';
import { exportSpans } from './span-export.ts';

class Config extends defineConfig({}, { without: ['database', 'kafka', 'outbox', 'tokens'] }) {}
class Nothing {}
const service = defineService({ name: 'things', description: 'For this spec.', config: Config, module: Nothing, database: false });
const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);

let receiver: SpanReceiver;
let stop: () => Promise<void>;
beforeAll(async () => {
  receiver = await startSpanReceiver();
  // The SDK reads the variables itself, all of them.
  Object.assign(processEnvironment(), { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=spec' });
  stop = exportSpans(service, new Config({ PUBLIC_URL: 'http://localhost', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }));
});
beforeEach(() => void warned.mockClear());
afterAll(async () => {
  for (const name of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_RESOURCE_ATTRIBUTES']) Reflect.deleteProperty(processEnvironment(), name);
  trace.disable();
  context.disable();
  await receiver.close();
});

const work = (name: string, inner = async (): Promise<void> => undefined) => inSpan(name, { kind: SpanKind.CONSUMER, attributes: { 'mail.attempt': 2, first: false } }, inner);

test('spans arrive with what they are part of, their service and no more of the process than its host', async () => {
  await work('process things', () => inTransactionSpan(async () => undefined));
  const transaction = await eventually(() => {
    const found = receiver.spans.find(({ name }) => name === 'transaction');
    if (!found) throw new Error('Not yet.');
    return found;
  });
  await eventually(() => expect(wayUp(receiver.spans, transaction)).toEqual(['things: transaction', 'things: process things']));
  expect(receiver.spans.find(({ name }) => name === 'process things')).toMatchObject({ parentSpanId: '', failed: false, kind: 5, attributes: { 'mail.attempt': 2, first: false } });
  expect(transaction.endedAt).toBeGreaterThanOrEqual(transaction.startedAt);
  const said = receiver.received();
  expect([said.includes('deployment.environment.name'), said.includes('process.'), said.includes(process.execPath)]).toEqual([true, false, false]);
});

test('a transaction that nothing traced has asked for is none', async () => {
  await inTransactionSpan(async () => expect(trace.getActiveSpan()).toBeUndefined());
});

test('a failure is told by its name alone', async () => {
  const failing = work('fails', () => Promise.reject(new RangeError('ada@cybertech.example is no number')));
  await expect(failing).rejects.toThrow(RangeError);
  await eventually(() => expect(receiver.spans.find(({ name }) => name === 'fails')).toMatchObject({ failed: true, attributes: { 'error.type': 'RangeError' } }));
  expect(receiver.received().includes('ada@')).toBe(false);
});

test('a receiver that refuses is told of once, until it takes spans again', async () => {
  receiver.status = 400;
  await work('lost');
  await eventually(() => expect(warned).toHaveBeenCalledTimes(1));
  await work('lost too');
  receiver.status = 200;
  await eventually(async () => {
    await work('taken');
    expect(receiver.spans.some(({ name }) => name === 'taken')).toBe(true);
  });
  expect(warned.mock.calls.map(([line]) => line)).toEqual([expect.objectContaining({ message: expect.stringMatching(/^Spans are lost/) })]);
});

test('the end sends what waits, and does not wait for a receiver that is gone', async () => {
  await work('the last');
  await stop();
  expect(receiver.spans.some(({ name }) => name === 'the last')).toBe(true);
});
