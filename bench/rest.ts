import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 500;
/** Of all processors: six services at rest take an eighth of two slow ones, and mails that wait go out at 20 a second whatever is measured. */
const AT_REST = 0.25;
const LOOKS = 4;
const LONGEST_MS = 60_000;

/**
 * Waits until the processors have been at rest for two seconds: what still follows the work before would make the next thing that is measured look slow.
 *
 * @throws Error where that takes more than a minute: something else is running
 */
export async function rested(): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (let quiet = 0, before = spent(); quiet < LOOKS; ) {
    if (Date.now() > end) throw new Error('The machine does not come to rest; is something else running?');
    await sleep(LOOK_MS);
    const now = spent();
    const busy = 1 - (now.idle - before.idle) / Math.max(now.all - before.all, 1);
    quiet = busy < AT_REST ? quiet + 1 : 0;
    before = now;
  }
}

/** Milliseconds of all processors since the machine was started. */
function spent(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}
