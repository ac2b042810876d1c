import { z } from 'zod';
import { comeFirst } from './instrument.ts';
import { steadyLoad } from './load.ts';
import { everybodysMix } from './people.ts';

const cookies = z.record(z.string(), z.string());
const begin = z.object({ url: z.string(), perSecond: z.number(), refusals: z.boolean(), who: z.object({ admin: cookies, owner: cookies }) });

// The first message says what is asked for, the second ends it; the report is the answer.
comeFirst();
const ending = new AbortController();
process.once('message', (message) => {
  const { who, ...options } = begin.parse(message);
  process.once('message', () => ending.abort());
  const onFailure = ({ at, kind, what }: { at: number; kind: string; what: string }): void => void process.stdout.write(`  ${at} s ${kind}: ${what}\n`);
  void steadyLoad({ ...options, mix: everybodysMix(who), connections: 256, signal: ending.signal, onFailure }).then((report) => process.send?.(report, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
