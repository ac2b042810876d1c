import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Gathering } from './gathering.ts';

/** A database whose messages are answered when the test says so; all that happens is written down in its order. As with a pool, a message leaves a tick after it is asked for. */
function stage(again = true) {
  const happened: string[] = [];
  const messages: PromiseWithResolvers<readonly string[]>[] = [];
  const gathering = new Gathering<string, string>({
    send: async (items, alone) => {
      await new Promise<void>((resolve) => process.nextTick(resolve));
      happened.push(`${alone ? 'alone' : 'sent'} ${items.join('')}`);
      const message = Promise.withResolvers<readonly string[]>();
      messages.push(message);
      return message.promise;
    },
    again: () => again,
  });
  const add = async (item: string): Promise<void> =>
    gathering.add(item).then(
      (answer) => void happened.push(`${item} is ${answer}`),
      (error: unknown) => void happened.push(`${item} failed: ${String(error)}`),
    );
  return { happened, messages, add };
}

describe('what gathers', () => {
  test('goes together from the first on, where it comes together', async () => {
    const { happened, messages, add } = stage();
    const all = [add('a'), add('b')];
    await endOfTurn();
    messages[0]?.resolve(['1', '2']);
    await Promise.all(all);
    expect(happened).toEqual(['sent ab', 'a is 1', 'b is 2']);
  });

  test('behind a message leaves before those of that message are answered', async () => {
    const { happened, messages, add } = stage();
    const all = [add('a')];
    await endOfTurn();
    all.push(add('b'), add('c'));
    messages[0]?.resolve(['1']);
    await all[0];
    expect(happened).toEqual(['sent a', 'sent bc', 'a is 1']);
    messages[1]?.resolve(['2', '3']);
    await Promise.all(all);
  });

  test('behind a message that failed leaves after the second tries of its own', async () => {
    const { happened, messages, add } = stage();
    const all = [add('a'), add('b')];
    await endOfTurn();
    all.push(add('c'));
    messages[0]?.reject(new Error('no'));
    await endOfTurn();
    expect(happened).toEqual(['sent ab', 'alone a', 'alone b', 'sent c']);
    messages[1]?.resolve(['1']);
    messages[2]?.reject(new Error('taken'));
    messages[3]?.resolve(['3']);
    await Promise.all(all);
    expect(happened.slice(4).toSorted()).toEqual(['a is 1', 'b failed: Error: taken', 'c is 3']);
  });

  test('is not sent again where it was written and only the answers are wrong', async () => {
    const { happened, messages, add } = stage();
    const all = [add('a'), add('b')];
    await endOfTurn();
    messages[0]?.resolve(['1']);
    await Promise.all(all);
    expect(happened).toEqual(['sent ab', 'a failed: Error: 2 were sent, 1 answered', 'b failed: Error: 2 were sent, 1 answered']);
  });

  test('fails together where nobody knows what became of it', async () => {
    const { happened, messages, add } = stage(false);
    const all = [add('a'), add('b')];
    await endOfTurn();
    messages[0]?.reject(new Error('lost'));
    await Promise.all(all);
    expect(happened).toEqual(['sent ab', 'a failed: Error: lost', 'b failed: Error: lost']);
  });
});
