import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { open, type Opened, type ReceivedEvent, toEvent } from './cloud-events.ts';
import { withContext } from './context.ts';
import { withDeadline } from './deadline.ts';
import { classify, describeError, HandlerTimeout, InfrastructureError, PermanentError } from './errors.ts';
import { Handlers } from './handlers.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { type Outcome } from './metrics.ts';
import { appendParked, park } from './parking.store.ts';
import { retryDelay } from './retry.ts';
import type { KafkaRecord } from './record.ts';

type Verdict = 'new' | 'seen' | 'parked';

/** Takes one record to its end: handled, skipped or parked. Whatever it throws is the infrastructure's fault, and the record is to be tried again in place. */
@Injectable()
export class EventProcessor {
  private readonly logger = new Logger('EventProcessor');
  readonly actor: Actor;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly handlers: Handlers,
  ) {
    this.actor = { kind: 'system', name: `${options.service}.consumer` };
  }

  async process(record: KafkaRecord): Promise<Outcome> {
    const opened = open(record);
    const { type } = opened.identity;
    if (record.value === null && type === null) return 'tombstone';
    if (type !== null && !this.handlers.knows(record.topic, type)) return 'unknown_type';
    try {
      const verdict = await this.attempt(record, opened);
      return verdict === 'new' ? 'handled' : verdict === 'seen' ? 'duplicate' : 'waiting';
    } catch (error) {
      if (!(error instanceof HandlerFailure)) throw error;
      return this.park(record, opened, error.reason);
    }
  }

  /**
   * The event of a record, checked against its schema.
   *
   * @throws MalformedEvent, PermanentError
   */
  parse(record: KafkaRecord, opened: Opened): ReceivedEvent {
    const event = this.handlers.parse(record.topic, toEvent(record, opened));
    const ahead = Date.parse(event.time) - this.clock.now().getTime();
    const tolerance = this.options.consumer?.futureToleranceMs ?? 3_600_000;
    if (ahead > tolerance) throw new PermanentError(`the event is from the future: ${event.time} is ${Math.round(ahead / 1000)} s ahead`);
    return event;
  }

  /** Runs the handlers under the event's correlation id, bounded in time. */
  async handle(topic: string, event: ReceivedEvent, tx: EntityManager): Promise<void> {
    const context = { correlationId: event.correlationid ?? event.id, ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }) };
    await withContext(context, () => this.handlers.run(topic, event, tx));
  }

  get handlerTimeoutMs(): number {
    return this.options.consumer?.handlerTimeoutMs ?? 60_000;
  }

  private async attempt(record: KafkaRecord, opened: Opened): Promise<Verdict> {
    let handling = false;
    const work = this.database.inTransaction(this.actor, async (tx) => {
      handling = false;
      const verdict = await this.accept(tx, record, opened);
      if (verdict === 'parked') await appendParked(tx, this.options.service, record, opened.identity, null);
      if (verdict !== 'new') return verdict;
      handling = true;
      await this.handle(record.topic, this.parse(record, opened), tx);
      return verdict;
    });
    try {
      return await withDeadline(work, this.handlerTimeoutMs, () => new HandlerTimeout(`no end after ${this.handlerTimeoutMs} ms`));
    } catch (error) {
      if (!handling || classify(error) === 'infrastructure') throw error;
      throw new HandlerFailure(error);
    }
  }

  private async accept(tx: EntityManager, record: KafkaRecord, { identity }: Opened): Promise<Verdict> {
    const [row] = await tx.query<{ verdict: Verdict }[]>(`SELECT inbox_accept($1, $2, $3, $4, $5, $6) AS verdict`, [
      this.options.service,
      record.topic,
      identity.key,
      identity.source,
      identity.id,
      this.handlerTimeoutMs,
    ]);
    if (!row) throw new InfrastructureError('inbox_accept gave no answer');
    return row.verdict;
  }

  private async park(record: KafkaRecord, { identity }: Opened, reason: unknown): Promise<Outcome> {
    const error = describeError(reason);
    const retryInMs = isPermanent(reason) ? null : retryDelay(this.options.consumer, 1);
    const work = this.database.inTransaction(this.actor, (tx) => park(tx, this.options.service, record, identity, { error, retryInMs }));
    const parked = await withDeadline(work, 60_000, () => new InfrastructureError('parking took too long'));
    if (parked) this.logger.warn({ msg: 'Parked an event', topic: record.topic, key: identity.key, type: identity.type, eventId: identity.id, error });
    return parked ? 'parked' : 'duplicate';
  }
}

/** Errors that no later attempt can mend by itself. */
export function isPermanent(error: unknown): boolean {
  return classify(error) === 'permanent' || (error instanceof Error && error.name === 'MalformedEvent');
}

class HandlerFailure extends Error {
  constructor(readonly reason: unknown) {
    super(describeError(reason));
  }
}
