import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { topics } from '#libs/contracts/events/all';
import { consumedBy } from '#libs/messaging/consumes';
import { controllersOf } from '#libs/service/auth/routes';
import { testTokens } from '#libs/testing/test-tokens';
import { services } from '../../structure/all-services.ts';
import { freshStack, type Running } from '../../support/running.ts';
import { ConsumerWatch } from './consumer-watch.ts';
import { cases, goodRecord } from './raw-records.ts';

const tokens = testTokens();
let running: Running;
let watch: ConsumerWatch;
beforeAll(async () => {
  running = await freshStack('bad-events', { env: tokens.env });
  watch = new ConsumerWatch(running, tokens.sign({ roles: ['admin'] }));
  await watch.connect();
}, 180_000);
afterAll(async () => {
  await watch?.close();
  await running?.stack.stop();
});

/** Every consumer group with every topic it reads, and one event of each that it handles. */
const consumers = services.flatMap(({ name, module }) => {
  const consumed = controllersOf(module)
    .flatMap((controller) => Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).map(({ value }): unknown => value))
    .flatMap((method) => (typeof method === 'function' ? [...consumedBy(method)] : []));
  return topics.flatMap((topic) => {
    const types = consumed.filter((each) => each.topic.name === topic.name).map(({ type }) => type);
    // Not an erasure, which has the least to get wrong.
    const type = types.find((each) => each !== 'person.erased.v1');
    return type === undefined ? [] : [{ service: name, topic: topic.name, type }];
  });
});

test('there are consumers to feed', () => {
  expect(new Set(consumers.map(({ service }) => service))).toEqual(new Set(services.filter(({ kafka }) => kafka !== 'none').map(({ name }) => name)));
});

describe.each(consumers)('$service, reading $topic ($type)', ({ service, topic, type }) => {
  const held = async (key: string) => (await watch.parked()).find((event) => event.service === service && event.key === key);
  const rises = async (counted: string, outcome: string, from: number, by = 1) =>
    watch.until(`${by} more ${outcome} of ${counted} in ${service}`, async () => ((await watch.count(service, topic, counted, outcome)) >= from + by ? true : undefined));

  test.each(cases.filter(({ parked }) => parked))('parks an event $what, and says why', async ({ make, parked = /./ }) => {
    const record = make(goodRecord(type));
    await watch.send(topic, [record]);
    const event = await watch.until('parking', () => held(record.key));
    expect(event).toMatchObject({ error: expect.stringMatching(parked), status: 'held' });
  });

  test.each(cases.filter(({ outcome }) => outcome))('takes an event $what: $outcome', async ({ make, outcome = '', untyped }) => {
    const record = make(goodRecord(type));
    const counted = outcome === 'handled' && !untyped ? type : 'other';
    const before = await watch.count(service, topic, counted, outcome);
    await watch.send(topic, [record]);
    await rises(counted, outcome, before);
    expect(await held(record.key)).toBeUndefined();
  });

  test('handles an event that comes twice once', async () => {
    const record = goodRecord(type);
    const [handled, duplicates] = [await watch.count(service, topic, type, 'handled'), await watch.count(service, topic, type, 'duplicate')];
    await watch.send(topic, [record, record]);
    await rises(type, 'duplicate', duplicates);
    expect(await watch.count(service, topic, type, 'handled')).toBe(handled + 1);
  });

  test('a bad event holds back its own key alone, in order, until a person decides', async () => {
    const [first, other] = [goodRecord(type), goodRecord(type)];
    const bad = { ...first, value: '{"cut' };
    const later = { ...first, headers: { ...first.headers, ce_id: `${first.headers['ce_id']}-later`, ce_sequence: '2' } };
    const before = await watch.count(service, topic, type, 'handled');
    await watch.send(topic, [bad, later, other]);

    await rises(type, 'handled', before);
    const parked = await watch.until('that the later event waits', async () => {
      const event = await held(first.key);
      return event?.waiting === 1 ? event : undefined;
    });
    expect(await watch.count(service, topic, type, 'handled')).toBe(before + 1);

    const discarded = await watch.decide(parked.id, 'discard', { reason: 'was cut short by a producer' });
    expect(discarded.status).toBeLessThan(300);
    await watch.until('that the key is free again', async () => ((await held(first.key)) === undefined ? true : undefined));
  });
});

test('nothing was lost: all groups are at the end of their topics and no consumer was restarted', async () => {
  for (const { name } of services.filter(({ kafka }) => kafka !== 'none')) {
    const lag = async () => {
      const metrics = await (await fetch(`${running.stack.services[name]?.managementUrl}/metrics`)).text();
      expect([name, metrics.split('\n').filter((line) => line.startsWith('consumer_restarts_total{'))]).toEqual([name, []]);
      return metrics.split('\n').filter((line) => line.startsWith('consumer_lag_records{')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    await watch.until(`the end of the lag of ${name}`, async () => ((await lag()) === 0 ? true : undefined));
  }
});
