import { afterEach, expect, jest, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { KafkaClient } from './kafka.client.ts';
import { TopicPlaces } from './topic.places.ts';

const { KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } = kafkajs;

const places = new TopicPlaces({ brokers: ['127.0.0.1:1'] }, ['crm']);
const isLoading = new KafkaJSProtocolError(Object.assign(new Error('The coordinator is loading'), { type: 'GROUP_LOAD_IN_PROGRESS', code: 14, retriable: true }));
const isNobody = new KafkaJSNumberOfRetriesExceeded(isLoading, { retryCount: 4, retryTime: 1_000 });
const mayNot = new KafkaJSNonRetriableError('Not authorized to access group');

/** A broker that answers whoever joins a group with these errors first, one after the other. */
function answering(...errors: Error[]): { readonly committed: unknown[]; readonly tries: () => number } {
  const committed: unknown[] = [];
  const consumer = jest.spyOn(KafkaClient.prototype, 'consumer').mockImplementation(() => {
    const listeners = new Map<string, (event: object) => void>();
    const nothing = () => Promise.resolve();
    const fake = {
      events: { GROUP_JOIN: 'joined', CRASH: 'crashed' },
      connect: nothing,
      subscribe: nothing,
      disconnect: nothing,
      on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
      run: () => {
        const error = errors.shift();
        if (error === undefined) listeners.get('joined')?.({});
        else listeners.get('crashed')?.({ payload: { error } });
        return Promise.resolve();
      },
      commitOffsets: (offsets: unknown[]) => Promise.resolve(committed.push(...offsets)),
    };
    return fake as unknown as ReturnType<KafkaClient['consumer']>;
  });
  return { committed, tries: () => consumer.mock.calls.length };
}

afterEach(() => void jest.restoreAllMocks());

test('a group is set where the broker has read again what its groups had committed, and not before', async () => {
  const broker = answering(isLoading, isNobody);
  await places.set('leads', { crm: { 0: '7' } });
  expect([broker.committed, broker.tries()]).toEqual([[{ topic: 'crm', partition: 0, offset: '7' }], 3]);
});

test('what no waiting mends is told at once', async () => {
  const broker = answering(mayNot);
  await expect(places.set('leads', { crm: { 0: '7' } })).rejects.toThrow('Not authorized');
  expect([broker.committed, broker.tries()]).toEqual([[], 1]);
});
