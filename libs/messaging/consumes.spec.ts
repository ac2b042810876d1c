import { expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { EventOf } from '#libs/contracts/topic';
import { things } from '#libs/testing/messaging-app';
import { consumedBy, Consumes } from './consumes.ts';

type Made = EventOf<typeof things, 'thing.made.v1'>;
type Broken = EventOf<typeof things, 'thing.broken.v1'>;

class Consumer {
  @Consumes(things, 'thing.made.v1')
  async countThing(event: Made, _tx: EntityManager): Promise<void> {
    await Promise.resolve(event.data.number.toFixed());
  }

  @Consumes(things, 'thing.made.v1')
  @Consumes(things, 'thing.broken.v1')
  async logThing(event: Made | Broken): Promise<void> {
    await Promise.resolve(event.id);
  }

  // @ts-expect-error a handler of another event does not compile
  @Consumes(things, 'thing.broken.v1')
  async wrongEvent(event: Made): Promise<void> {
    await Promise.resolve(event.data.number);
  }

  // @ts-expect-error nor does an event that the topic does not declare
  @Consumes(things, 'thing.vanished.v1')
  async noEvent(): Promise<void> {
    await Promise.resolve();
  }

  // @ts-expect-error nor a handler that cannot be waited for
  @Consumes(things, 'thing.made.v1')
  fireAndForget(_event: Made): void {}
}

test('a method can handle several events', () => {
  const consumed = (method: object) => consumedBy(method).map(({ type }) => type);
  expect(consumed(Consumer.prototype.countThing)).toEqual(['thing.made.v1']);
  expect(consumed(Consumer.prototype.logThing).toSorted()).toEqual(['thing.broken.v1', 'thing.made.v1']);
});

test('a method has one condition for one event', () => {
  const twice = () => {
    class Twice {
      @Consumes(things, 'thing.made.v1', { number: 1 })
      @Consumes(things, 'thing.made.v1', { number: 2 })
      async countThing(event: Made): Promise<void> {
        await Promise.resolve(event.id);
      }
    }
    return Twice;
  };
  expect(twice).toThrow('countThing consumes thing.made.v1 twice');
});
