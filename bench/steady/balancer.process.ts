import { z } from 'zod';
import { Balancer } from './balancer.ts';
import { comeFirst } from './instrument.ts';

/** What a balancer can be asked by message; each is answered by one. */
const asked = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add'), url: z.string(), managementUrl: z.string() }),
  z.object({ do: z.literal('remove'), url: z.string() }),
  z.object({ do: z.literal('wait'), url: z.string() }),
]);

comeFirst();
const balancer = await Balancer.start();
process.on('message', (message) => {
  const wish = asked.parse(message);
  if (wish.do === 'add') balancer.add(wish);
  if (wish.do === 'remove') balancer.remove(wish.url);
  void (wish.do === 'wait' ? balancer.untilReady(wish.url) : Promise.resolve()).then(() => process.send?.('done'));
});
process.once('disconnect', () => process.exit(0));
process.send?.(balancer.url);
