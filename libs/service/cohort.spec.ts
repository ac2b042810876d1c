import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Cohort } from './cohort.ts';

test('what arrives in one turn goes on together, in its order, each step of all before the next of any', async () => {
  const cohort = new Cohort();
  const steps: string[] = [];
  const arrive = (name: string) => {
    steps.push(`${name} is read`);
    cohort.join(() => {
      void (async () => {
        steps.push(`${name} begins`);
        await Promise.resolve();
        steps.push(`${name} goes on`);
      })();
    });
  };
  for (const name of ['a', 'b']) arrive(name);
  await turn();
  arrive('c');
  await turn();
  expect(steps).toEqual(['a is read', 'b is read', 'a begins', 'b begins', 'a goes on', 'b goes on', 'c is read', 'c begins', 'c goes on']);
});

test('what joins while others go on belongs to the next turn', async () => {
  const cohort = new Cohort();
  const gone: string[] = [];
  cohort.join(() => {
    gone.push('first');
    cohort.join(() => gone.push('next'));
  });
  await turn();
  expect(gone).toEqual(['first']);
  await turn();
  expect(gone).toEqual(['first', 'next']);
});

test('nobody goes on in the context of another', async () => {
  const cohort = new Cohort();
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  context.run('the first one’s', () => cohort.join(() => seen.push(context.getStore())));
  cohort.join(() => seen.push(context.getStore()));
  await turn();
  expect(seen).toEqual([undefined, undefined]);
});
