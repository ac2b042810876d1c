import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DataIn, EventType, TopicDefinition } from '#libs/contracts/topic';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import type { Statement } from '#libs/database/one.message';
import { TransactionRunner } from '#libs/database/transaction.runner';
import { atCommitAll } from '#libs/database/transaction.work';
import { currentContext, type MessageContext } from './context.ts';
import { InvalidEvent } from './errors.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { RelaySignal } from './relay.signal.ts';

/** An event that is about to be appended; made by `outgoing`, which checks its type against the topic. */
export interface OutgoingEvent {
  readonly topic: TopicDefinition;
  readonly type: string;
  readonly aggregateId: string;
  readonly data: unknown;
  /** What caused it, where that is not the running request or event: events of a batch are appended together. */
  readonly context?: MessageContext;
  /** The record's key where that is not the aggregate's id. */
  readonly partitionKey?: string;
}

/** Names an event for `appendAll`. */
export function outgoing<T extends TopicDefinition, K extends EventType<T>>(topic: T, type: K, aggregateId: string, data: DataIn<T, K>): OutgoingEvent {
  return { topic, type, aggregateId, data };
}

/**
 * The same event under another record key, for small aggregates whose events are read in the order of something larger: a partner's commissions, each with a
 * sequence of its own. A counter of the larger thing would make all its transactions wait for each other.
 */
export function keyedBy(partitionKey: string, event: OutgoingEvent): OutgoingEvent {
  return { ...event, partitionKey };
}

/** Characters of one event's data. The broker takes a megabyte per batch and partition. */
const MAX_DATA = 200_000;

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly aggregate: string;
  readonly type: string;
  readonly payload: string;
  readonly headers: string;
}

/** The only way to publish: events are rows of the business transaction and leave through the relay. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly signal: RelaySignal,
  ) {}

  /**
   * Appends one event within the caller's transaction and returns its id. The aggregate should be locked already.
   *
   * @throws InvalidEvent where the data does not fit the topic's schema or the service does not own the topic
   * @example await this.outbox.append(tx, partners, 'partner.approved.v1', partner.id, { … });
   */
  async append<T extends TopicDefinition, K extends EventType<T>>(tx: EntityManager, topic: T, type: K, aggregateId: string, data: DataIn<T, K>): Promise<string> {
    const [id] = await this.appendAll(tx, [outgoing(topic, type, aggregateId, data)]);
    if (id === undefined) throw new Error('the outbox returned no id');
    return id;
  }

  /** Appends several events in one statement and returns their ids in the same order. */
  async appendAll(tx: EntityManager, events: readonly OutgoingEvent[]): Promise<string[]> {
    if (events.length === 0) return [];
    const time = this.clock.now().toISOString();
    const rows = events.map((event) => ({
      id: this.ids.uuid(),
      topic: event.topic.name,
      aggregate: event.aggregateId,
      type: event.type,
      payload: JSON.stringify(this.parse(event)),
      headers: JSON.stringify({ ...this.attributes(event.context, time), partitionkey: event.partitionKey }),
    }));
    await write(tx, rows, this.shards);
    this.signal.appended();
    return rows.map((row) => row.id);
  }

  /**
   * For a function of the database that appends events itself (`outbox_begin`): the headers of what the running request or event brings about. The relay
   * is told to look; the events must fit their schemas, which nobody checks on this way: a spec of the service does.
   */
  stamp(): object {
    this.signal.appended();
    return this.attributes();
  }

  /** Over how many relays events are spread; likewise. */
  get shards(): number {
    return this.options.relay?.shards ?? 1;
  }

  private attributes({ correlationId, traceparent }: MessageContext = currentContext(), time = this.clock.now().toISOString()) {
    return { time, correlationid: correlationId, traceparent };
  }

  private parse({ topic, type, aggregateId, data }: OutgoingEvent): unknown {
    if (topic.owner !== this.options.service && topic.owner !== 'every service') {
      throw new InvalidEvent(`${this.options.service} must not publish ${type}: topic ${topic.name} belongs to ${topic.owner}`);
    }
    const definition = topic.events[type];
    if (!definition) throw new InvalidEvent(`topic ${topic.name} declares no event ${type}`);
    if (aggregateId === '' || aggregateId.length > 200) throw new InvalidEvent(`${type} needs an aggregate id of 1 to 200 characters`);
    const parsed = definition.data.safeParse(data);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`).join('; ');
      throw new InvalidEvent(`${type} does not fit its schema: ${issues}`);
    }
    return parsed.data;
  }
}

/**
 * Sends the append together with COMMIT: no round trip of its own, and the counters are locked for the shortest time.
 * Inside a savepoint it must be written at once, so that rolling back to the savepoint takes the event with it.
 */
async function write(tx: EntityManager, rows: readonly Row[], shards: number): Promise<void> {
  const large = rows.find(({ payload }) => payload.length > MAX_DATA);
  if (large) throw new InvalidEvent(`${large.type} has ${large.payload.length} characters of data, more than ${MAX_DATA}: an event carries ids and what changed`);
  const runner = tx.queryRunner;
  if (!(runner instanceof TransactionRunner) || runner.inSavepoint) await tx.query('SELECT outbox_append($1::jsonb)', [`[${rows.map((row) => asJson(row, shards)).join(',')}]`]);
  else for (const row of rows) atCommitAll(tx, { list: 'outbox_append', item: () => asJson(row, shards), alone: appendOne(row, shards) });
}

/** Data and headers are JSON already. */
function asJson({ payload, headers, ...texts }: Row, shards: number): string {
  return `${JSON.stringify({ ...texts, shards }).slice(0, -1)},"payload":${payload},"headers":${headers}}`;
}

function appendOne({ id, topic, aggregate, type, payload, headers }: Row, shards: number): Statement {
  return { name: 'outbox_append_one', text: 'SELECT outbox_append_one($1, $2, $3, $4, $5, $6, $7)', values: [id, topic, aggregate, type, payload, headers, shards] };
}
