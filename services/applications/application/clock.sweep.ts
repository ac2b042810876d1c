import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import { Sweeper } from '#libs/database/due';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { Config } from '../config.ts';
import { Application } from './application.entity.ts';
import { named } from './application.mentions.ts';
import type { ClockStep } from './review-clock.ts';

const perTransaction = 100;

/** Tells the team when half, four fifths and all of the promised time are used up. What is due stands in the row, so a restart forgets nothing. */
@Injectable()
export class ClockSweep implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly outbox: Outbox,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'applications.clock', intervalMs: this.config.CLOCK_SWEEP, run: (tx, now) => this.tellWhatIsDue(tx, now) });
  }

  /** Returns how many applications had something due. After an outage each missed step is told, in order, once. */
  async tellWhatIsDue(tx: EntityManager, now: Date): Promise<number> {
    const due = await tx.find(Application, {
      where: { clock: { nextAt: LessThanOrEqual(now) } },
      order: { clock: { nextAt: 'ASC' } },
      take: perTransaction,
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    const events: OutgoingEvent[] = [];
    for (const application of due) {
      for (let step = application.takeClockStep(now); step !== undefined; step = application.takeClockStep(now)) events.push(eventOf(application, step));
      const { stepsDone, nextAt } = application.clock;
      await tx.update(Application, { id: application.id }, { clock: { stepsDone, nextAt } });
    }
    await this.outbox.appendAll(tx, events);
    return due.length;
  }
}

function eventOf(application: Application, step: ClockStep): OutgoingEvent {
  const { id, reviewerId, clock } = application;
  const data = { ...named(application), reviewerId, decisionDueAt: (clock.dueAt ?? new Date(0)).toISOString() };
  return step === 100
    ? outgoing(applications, 'application.overdue.v1', id, data)
    : outgoing(applications, 'application.clock_warned.v1', id, { ...data, percent: step });
}
