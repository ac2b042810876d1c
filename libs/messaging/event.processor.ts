import { Inject, Injectable, Logger } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import type { PreparedStatement } from '#libs/database/prepared.statement';
import { prepared } from '#libs/database/transaction.work';
import { causeOf, dataOf, open, type Opened, type ReceivedEvent, toEvent, typeOf } from './cloud-events.ts';
import { withContext } from './context.ts';
import { withDeadline } from './deadline.ts';
import { classify, describeError, HandlerTimeout, InfrastructureError, PermanentError } from './errors.ts';
import { Handlers } from './handlers.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { type Outcome } from './metrics.ts';
import { appendParked, park } from './parking.store.ts';
import { addressesOf, digestsOf, present, unlessErased, withoutAddress } from './personal.record.ts';
import { isErasure } from './personal.ts';
import { retryDelay } from './retry.ts';
import type { KafkaRecord } from './record.ts';
import { inSpan } from './tracing.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
type Verdict = 'new' | 'seen' | 'parked';

interface Task {
  record: KafkaRecord;
  opened: Opened;
}

/** For each record. */
interface Acceptance {
  readonly verdicts: Verdict[];
  /** When the person was erased whose data the record carries; null where none of them carries any. */
  readonly erasedAt: (Date | null)[] | null;
}

/** Asked of all digests at once: to ask for each event's own costs as much as to accept it. Only where somebody was erased it is asked whose data is whose. */
const accepting: PreparedStatement = {
  name: 'inbox-accept',
  text: `SELECT inbox_accept($1, $3, $4, $5, $6, $2) AS verdicts,
                CASE WHEN $7::text[] IS NOT NULL AND erased_at(array_remove(string_to_array(array_to_string($7::text[], ' '), ' '), '')) IS NOT NULL THEN
                  (SELECT array_agg(CASE WHEN e.digests <> '' THEN erased_at(string_to_array(e.digests, ' ')) END ORDER BY e.place) FROM unnest($7::text[]) WITH ORDINALITY AS e(digests, place))
                END AS "erasedAt"`,
};

/**
 * Takes records to their end: handled, skipped or parked. Whatever it throws is the infrastructure's fault, and the records are to be tried again in place.
 * Records of one partition that wait together share a transaction, which spares most of its cost; where one fails, it gets one of its own.
 */
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

  async process(records: readonly KafkaRecord[]): Promise<Outcome[]> {
    const skipped = records.map((record) => this.skips(record));
    const wanted = records.filter((_record, index) => skipped[index] === undefined).map((record) => ({ record, opened: open(record) }));
    const outcomes: Outcome[] = [];
    for (const batch of batchesOf(wanted)) outcomes.push(...(await this.take(batch)));
    return skipped.map((outcome) => outcome ?? outcomes.shift() ?? 'handled');
  }

  private skips(record: KafkaRecord): Outcome | undefined {
    const type = typeOf(record);
    if (record.value === null && type === undefined) return 'tombstone';
    if (type === undefined) return undefined;
    if (!this.handlers.knows(record.topic, type)) return 'unknown_type';
    return this.handlers.chooses(record.topic, type) && !this.handlers.wants(record.topic, type, dataOf(record)) ? 'not_wanted' : undefined;
  }

  /**
   * In one transaction; where an event fails, nothing of it has happened. Those before it are tried again without it, then it comes first, and fails by itself or not.
   * What fails in the end, when all is written, is found by halves.
   */
  private async take(tasks: readonly Task[]): Promise<Outcome[]> {
    const [first, ...others] = tasks;
    if (first === undefined) return [];
    try {
      return await this.attempt(tasks);
    } catch (error) {
      if (!(error instanceof HandlerFailure)) throw error;
      const { reason, at } = error;
      if (at === 0 || others.length === 0) return [await this.park(first, reason), ...(await this.take(others))];
      const upTo = at ?? Math.ceil(tasks.length / 2);
      return [...(await this.take(tasks.slice(0, upTo))), ...(await this.take(tasks.slice(upTo)))];
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

  /** Runs the handlers under the event's correlation id and, where traces are recorded, a span that follows from its cause. */
  async handle(topic: string, event: ReceivedEvent, tx: EntityManager): Promise<void> {
    const correlationId = event.correlationid ?? event.id;
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.consumer.group.name': this.options.service,
      'cloudevents.event_type': event.type,
      // Whatever an outside producer takes for an id stays here.
      ...(uuid.test(event.id) ? { 'cloudevents.event_id': event.id } : {}),
    };
    await inSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes, traceparent: event.traceparent }, ({ traceparent }) =>
      withContext({ correlationId, traceparent }, () => this.handlers.run(topic, event, tx)),
    );
  }

  get handlerTimeoutMs(): number {
    return this.options.consumer?.handlerTimeoutMs ?? 60_000;
  }

  private async attempt(tasks: readonly Task[]): Promise<Outcome[]> {
    let handled = false;
    let at: number | undefined;
    const work = this.database.inTransaction(this.actor, async (tx) => {
      [handled, at] = [false, undefined];
      const verdicts = await this.accept(tx, tasks);
      const outcomes: Outcome[] = [];
      for (const [index, task] of tasks.entries()) {
        const { record, opened } = task;
        const verdict = verdicts[index];
        if (verdict === 'parked') await appendParked(tx, this.options.service, record, opened.identity, null);
        if (verdict === 'new') {
          handled = true;
          at = index;
          await this.handle(record.topic, this.parse(record, opened), tx);
          at = undefined;
        }
        outcomes.push(verdict === 'new' ? 'handled' : verdict === 'seen' ? 'duplicate' : 'waiting');
      }
      return outcomes;
    });
    try {
      return await withDeadline(work, this.handlerTimeoutMs, () => new HandlerTimeout(`no end after ${this.handlerTimeoutMs} ms`));
    } catch (error) {
      if (!handled || classify(error) === 'infrastructure') throw error;
      throw new HandlerFailure(error, at);
    }
  }

  /** Claims every event in one round trip; of two records of one event in the same batch the first is new. */
  private async accept(tx: EntityManager, tasks: readonly Task[]): Promise<Verdict[]> {
    const digests = tasks.map(({ record, opened }) => addressesOf(record, opened).flatMap((address) => digestsOf(address, this.options)).join(' '));
    const [accepted] = await prepared<Acceptance>(tx, accepting, [
      this.options.service,
      this.handlerTimeoutMs,
      tasks.map(({ record }) => record.topic),
      tasks.map(({ opened }) => opened.identity.key),
      tasks.map(({ opened }) => opened.identity.source),
      tasks.map(({ opened }) => opened.identity.id),
      digests.some((each) => each !== '') ? digests : null,
    ]);
    if (accepted === undefined) throw new Error('the inbox gave no answer');
    for (const [index, task] of tasks.entries()) Object.assign(task, unlessErased(task.record, task.opened, accepted.erasedAt?.[index] ?? null));
    return accepted.verdicts;
  }

  private async park({ record, opened }: Task, reason: unknown): Promise<Outcome> {
    const { identity } = opened;
    const error = describeError(reason);
    const retryInMs = isPermanent(reason) ? null : retryDelay(this.options.consumer, 1);
    const work = this.database.inTransaction(this.actor, async (tx) => {
      // Between the attempt and here the person may have been erased, who would come back with it.
      const now = await present(tx, record, this.options);
      const said = now.record === record ? error : addressesOf(record, opened).reduce((text, address) => withoutAddress(text, address).toString(), error);
      return park(tx, this.options.service, now.record, identity, { error: said, retryInMs });
    });
    const parked = await withDeadline(work, 60_000, () => new InfrastructureError('parking took too long'));
    if (parked) withContext(causeOf(opened), () => this.logger.warn({ msg: 'Parked an event', topic: record.topic, key: identity.key, type: identity.type, eventId: identity.id, error }));
    return parked ? 'parked' : 'duplicate';
  }
}

/** An erasure is alone in its own: it finds written what those before it brought about, and of those behind it is asked only then whose data they carry. */
function batchesOf(tasks: readonly Task[]): Task[][] {
  const batches: Task[][] = [];
  let alone = true;
  for (const task of tasks) {
    const erasure = isErasure(task.opened.identity.type);
    if (alone || erasure) batches.push([]);
    batches.at(-1)?.push(task);
    alone = erasure;
  }
  return batches;
}

/** Errors that no later attempt can mend by itself. */
export function isPermanent(error: unknown): boolean {
  return classify(error) === 'permanent' || (error instanceof Error && error.name === 'MalformedEvent');
}

class HandlerFailure extends Error {
  constructor(
    readonly reason: unknown,
    /** The place of the event in its batch; undefined where no handler was at work, as with what they write in the end. */
    readonly at: number | undefined,
  ) {
    super(describeError(reason));
  }
}
