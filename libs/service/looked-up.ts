import { Counter, Gauge, type Registry } from 'prom-client';
import { withDeadline } from '#libs/messaging/deadline';

/** A gauge whose values a query finds. */
export interface LookedUpGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

export interface Reading {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Look {
  /** For `metric_look_failures_total`. */
  readonly name: string;
  readonly gauges: readonly LookedUpGauge[];
  readonly read: () => Promise<readonly Reading[]>;
  /** How old a reading may be that a scrape is given, milliseconds. */
  readonly maxAgeMs?: number;
}

/** A row whose columns are gauges without labels. */
export function readingsOf(row: Readonly<Record<string, number>>): Reading[] {
  return Object.entries(row).map(([name, value]) => ({ name, value }));
}

const patienceMs = 2_000;

/**
 * Gauges that are read when somebody scrapes, together and at most once in a while, however many ask. Where they cannot be read they are
 * absent and the failure is counted: an old figure that looks like a present one would hide what an alert is there for.
 */
export class LookedUp {
  private readonly failures: Counter;

  constructor(private readonly registry: Registry) {
    this.failures = new Counter({ name: 'metric_look_failures_total', help: 'Readings of figures from the database that failed; the figures are absent then', labelNames: ['look'], registers: [registry] });
  }

  add({ name, gauges, read, maxAgeMs = 5_000 }: Look): void {
    this.failures.inc({ look: name }, 0);
    const made = new Map<string, Gauge>();
    let lookedAt = -Infinity;
    let looking: Promise<void> | undefined;
    let reading: Promise<readonly Reading[]> | undefined;

    const look = async (): Promise<void> => {
      // What nobody waits for any more still holds a connection: another reading begins when it has ended.
      reading ??= read().finally(() => {
        reading = undefined;
      });
      const readings = await withDeadline(reading, patienceMs, () => new Error('it took too long')).catch(() => {
        this.failures.inc({ look: name });
        return [];
      });
      for (const gauge of made.values()) empty(gauge);
      for (const { name: of, labels = {}, value } of readings) made.get(of)?.set(labels, value);
    };
    const collect = async (): Promise<void> => {
      if (performance.now() - lookedAt < maxAgeMs) return;
      looking ??= look().finally(() => {
        lookedAt = performance.now();
        looking = undefined;
      });
      await looking;
    };
    for (const { name: of, help, labelNames = [] } of gauges) {
      const gauge = new Gauge({ name: of, help, labelNames: [...labelNames], registers: [this.registry], collect });
      empty(gauge);
      made.set(of, gauge);
    }
  }
}

/** Also of the 0 that a gauge without labels begins with. */
function empty(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}
