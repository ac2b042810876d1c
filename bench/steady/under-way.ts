import { z } from 'zod';
import { messageOf, startInstrument } from './instrument.ts';
import type { SteadyReport } from './load.ts';
import type { people } from './people.ts';

const report = z.object({
  asked: z.number(),
  failed: z.number(),
  refused: z.number(),
  failures: z.array(z.object({ at: z.number(), kind: z.string(), what: z.string() })),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
  byKind: z.record(z.string(), z.number()),
  written: z.record(z.string(), z.array(z.string())),
});

export interface UnderWay {
  /** Ends the load and says what came of it. */
  end(): Promise<SteadyReport>;
  /** Ends its process, whatever it is doing. */
  kill(): void;
}

/** A steady load in a process of its own. */
export async function underWay(options: { url: string; perSecond: number; refusals: boolean; who: Awaited<ReturnType<typeof people>> }): Promise<UnderWay> {
  const child = startInstrument('load.process.ts');
  await messageOf(child);
  child.send(options);
  return {
    end: async () => {
      const answer = messageOf(child);
      child.send('end');
      return report.parse(await answer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
