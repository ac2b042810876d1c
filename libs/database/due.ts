import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from './clock.ts';
import { Database } from './database.ts';

/** Work that a `due_at` column asks for. The column is the schedule, so a restart forgets nothing. */
export interface Sweep {
  /** Lower case with dots, unique within the service: `review.overdue`. */
  readonly name: string;
  /** Milliseconds from the end of one round to the start of the next. */
  readonly intervalMs: number;
  /**
   * Handles some rows with `due_at <= now` and returns how many; it is called again at once, in a new transaction, until it returns 0.
   * What it handled must no longer be due. Must be safe to repeat.
   */
  readonly run: (tx: EntityManager, now: Date) => Promise<number>;
}

/** Told of every round; for metrics. */
export interface SweepObserver {
  swept?(name: string, handled: number, durationMs: number): void;
  failed?(name: string, error: unknown): void;
}

/** A sweep that never says 0 would spin; after so many transactions it waits for its next turn. */
const transactionsPerRound = 1_000;

/**
 * Runs sweeps on every instance of a service, each sweep on one instance at a time.
 *
 *     sweeper.every({ name: 'review.overdue', intervalMs: 5_000, run: (tx, now) => this.escalateOverdue(tx, now) });
 */
@Injectable()
export class Sweeper {
  private readonly sweeps = new Map<string, Sweep>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly rounds = new Map<string, Promise<void>>();
  private readonly observers: SweepObserver[] = [];
  private readonly logger = new Logger('Sweeper');
  private running = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  every(sweep: Sweep): void {
    if (!/^[a-z0-9][a-z0-9._-]{0,89}$/.test(sweep.name)) throw new Error(`"${sweep.name}" is no name for a sweep (lower case, dots)`);
    if (this.sweeps.has(sweep.name)) throw new Error(`There is a sweep "${sweep.name}" already`);
    if (!(sweep.intervalMs >= 1)) throw new RangeError(`The sweep "${sweep.name}" needs an interval in milliseconds`);
    this.sweeps.set(sweep.name, sweep);
    if (this.running) this.schedule(sweep);
  }

  observe(observer: SweepObserver): void {
    this.observers.push(observer);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    for (const sweep of this.sweeps.values()) this.schedule(sweep);
  }

  /** Starts no further transaction and waits for those under way. */
  async stop(): Promise<void> {
    this.running = false;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.rounds.values());
  }

  /**
   * One round of one sweep, whether started or not: now, or once the round that this instance is at has ended, so that what was due before the call is done after it.
   * Returns how many rows it handled itself (0 where another instance is at it). For specs and commands.
   */
  async sweepNow(name: string): Promise<number> {
    const sweep = this.sweeps.get(name);
    if (sweep === undefined) throw new Error(`There is no sweep "${name}"`);
    await this.rounds.get(name);
    return this.round(sweep, () => true);
  }

  private schedule(sweep: Sweep): void {
    // Spread a little, so that instances started together do not ask together for ever.
    const delay = sweep.intervalMs * (0.9 + Math.random() * 0.2);
    const timer = setTimeout(() => {
      const round = this.turn(sweep).finally(() => {
        this.rounds.delete(sweep.name);
        if (this.running) this.schedule(sweep);
      });
      this.rounds.set(sweep.name, round);
    }, delay);
    this.timers.set(sweep.name, timer);
  }

  /** Never rejects: whatever goes wrong is told, and the next turn comes. */
  private async turn(sweep: Sweep): Promise<void> {
    const started = performance.now();
    try {
      const handled = await this.round(sweep, () => this.running);
      for (const observer of this.observers) observer.swept?.(sweep.name, handled, performance.now() - started);
    } catch (error) {
      this.logger.error(`The sweep ${sweep.name} failed and will be tried again: ${String(error)}`);
      for (const observer of this.observers) observer.failed?.(sweep.name, error);
    }
  }

  private async round(sweep: Sweep, goOn: () => boolean): Promise<number> {
    let total = 0;
    for (let count = 0; count < transactionsPerRound && goOn(); count += 1) {
      const handled = await this.database.inTransaction({ kind: 'system', name: `sweep.${sweep.name}` }, async (tx) => {
        const [lock] = await tx.query<[{ mine: boolean }]>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 4712)) AS mine', [sweep.name]);
        return lock.mine ? sweep.run(tx, this.clock.now()) : 0;
      });
      total += handled;
      if (handled === 0) break;
    }
    return total;
  }
}
