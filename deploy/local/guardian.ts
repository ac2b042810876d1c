// Outlives the process that started it, whatever happened to that one (SIGKILL included), and then ends its children in order.
// Standard input brings the current list as a JSON line after every change; its end means that the parent is gone.
import { createInterface } from 'node:readline';
import { endProcesses, type RunningProcess } from './running-process.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

let latest: RunningProcess[] = [];
for await (const line of createInterface({ input: process.stdin })) {
  latest = JSON.parse(line) as RunningProcess[];
}
await endProcesses(latest);
