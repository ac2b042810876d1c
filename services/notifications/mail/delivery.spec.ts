import { expect, test } from '@jest/globals';
import { Delivery } from './delivery.entity.ts';
import { IllegalDeliveryTransition } from './delivery.errors.ts';
import { deliveryTransitions, type DeliveryStatus } from './delivery.transitions.ts';

const now = new Date('2026-11-22T09:00:00Z');
const verbs: Record<DeliveryStatus, (delivery: Delivery) => void> = {
  sent: (delivery) => delivery.recordSent(now),
  failed: (delivery) => delivery.recordFailed('550', now),
  due: (delivery) => delivery.retry(now),
  cancelled: (delivery) => delivery.cancel('discarded', now),
};
const states = ['due', 'failed', 'sent', 'cancelled'] as const;

function delivery(status: DeliveryStatus): Delivery {
  return Object.assign(new Delivery(), { status, data: { a: 1 }, sealedLink: 'a.b.c.d.e', attemptStartedAt: now, deferrals: 3 });
}

const pairs = states.flatMap((from) => states.map((to) => ({ from, to, allowed: (deliveryTransitions[from] as readonly string[]).includes(to) })));

test.each(pairs.filter(({ allowed }) => allowed))('$from → $to', ({ from, to }) => {
  const mail = delivery(from);
  verbs[to](mail);
  expect(mail.status).toBe(to);
});

test.each(pairs.filter(({ allowed }) => !allowed))('not $from → $to, and nothing has changed', ({ from, to }) => {
  const mail = delivery(from);
  expect(() => verbs[to](mail)).toThrow(IllegalDeliveryTransition);
  expect(mail).toEqual(delivery(from));
});

test('every state can be reached, and only sent and cancelled are ends', () => {
  const reached = new Set<string>(['due']);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const state of states) if (reached.has(state)) deliveryTransitions[state].forEach((next) => reached.add(next));
  }
  expect([...reached].toSorted()).toEqual([...states].toSorted());
  expect(states.filter((state) => deliveryTransitions[state].length === 0)).toEqual(['sent', 'cancelled']);
});

test('nothing that was to be said outlives the end', () => {
  for (const end of ['sent', 'cancelled'] as const) {
    const mail = delivery('due');
    verbs[end](mail);
    expect(mail).toMatchObject({ data: {}, sealedLink: null });
  }
});
