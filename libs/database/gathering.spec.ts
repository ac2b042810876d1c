import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Gathering } from './gathering.ts';

/** A database whose messages are answered when the test says so; all that happens is written down in its order. As with a pool, a message leaves a tick after it is asked for. */
function stage({ again = true, ahead }: { again?: boolean; ahead?: number } = {}) {
  const happened: string[] = [];
  let rests = 0;
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
    idle: () => void (rests += 1),
    ...(ahead === undefined ? {} : { ahead }),
  });
  const add = async (item: string): Promise<void> =>
    gathering.add(item).then(
      (answer) => void happened.push(`${item} is ${answer}`),
      (error: unknown) => void happened.push(`${item} failed: ${String(error)}`),
    );
  return { happened, messages, add, rests: () => rests };
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
    const { happened, messages, add } = stage({ again: false });
    const all = [add('a'), add('b')];
    await endOfTurn();
    messages[0]?.reject(new Error('lost'));
    await Promise.all(all);
    expect(happened).toEqual(['sent ab', 'a failed: Error: lost', 'b failed: Error: lost']);
  });
});

describe('what waits, once it is enough,', () => {
  test('leaves behind the message that is on its way, and nothing more until one of the two is answered', async () => {
    const { happened, messages, add, rests } = stage({ ahead: 2 });
    const all = [add('a')];
    await endOfTurn();
    all.push(add('b'));
    await endOfTurn();
    expect(happened).toEqual(['sent a']);
    all.push(add('c'));
    await endOfTurn();
    all.push(add('d'), add('e'), add('f'));
    await endOfTurn();
    expect(happened).toEqual(['sent a', 'sent bc']);
    messages[0]?.resolve(['1']);
    await all[0];
    expect(happened.slice(2)).toEqual(['sent def', 'a is 1']);
    messages[1]?.resolve(['2', '3']);
    messages[2]?.resolve(['4', '5', '6']);
    await Promise.all(all);
    expect([happened.slice(4), rests()]).toEqual([['b is 2', 'c is 3', 'd is 4', 'e is 5', 'f is 6'], 1]);
  });

  test('leaves as two messages at once where that many come together', async () => {
    const { happened, messages, add } = stage({ ahead: 2 });
    const all = Array.from('abcdefghijklmnopqrst', (item) => add(item));
    await endOfTurn();
    expect(happened).toEqual(['sent abcdefghijklmnop', 'sent qrst']);
    messages[0]?.resolve(Array.from({ length: 16 }, () => '1'));
    messages[1]?.resolve(Array.from({ length: 4 }, () => '2'));
    await Promise.all(all);
  });

  test('and fewer wait until both are answered', async () => {
    const { happened, messages, add } = stage({ ahead: 2 });
    const all = [add('a')];
    await endOfTurn();
    all.push(add('b'), add('c'));
    await endOfTurn();
    all.push(add('d'));
    messages[0]?.resolve(['1']);
    await endOfTurn();
    expect(happened).toEqual(['sent a', 'sent bc', 'a is 1']);
    messages[1]?.resolve(['2', '3']);
    await all[1];
    expect(happened.slice(3)).toEqual(['sent d', 'b is 2', 'c is 3']);
    messages[2]?.resolve(['4']);
    await Promise.all(all);
  });

  test('is none the worse for a failure of the message before it, whose second tries go beside', async () => {
    const { happened, messages, add } = stage({ ahead: 2 });
    const all = [add('a'), add('b')];
    await endOfTurn();
    all.push(add('c'), add('d'));
    await endOfTurn();
    messages[0]?.reject(new Error('no'));
    await endOfTurn();
    expect(happened).toEqual(['sent ab', 'sent cd', 'alone a', 'alone b']);
    messages[1]?.resolve(['3', '4']);
    messages[2]?.resolve(['1']);
    messages[3]?.resolve(['2']);
    await Promise.all(all);
    expect(happened.slice(4).toSorted()).toEqual(['a is 1', 'b is 2', 'c is 3', 'd is 4']);
  });
});
