import type { z } from 'zod';

/** One released version of an event: what it says and the schema of its data. */
export interface EventDefinition {
  readonly summary: string;
  readonly data: z.ZodObject;
}

export interface TopicDefinition<
  Name extends string = string,
  Events extends Record<string, EventDefinition> = Record<string, EventDefinition>,
> {
  readonly name: Name;
  /** The service that alone publishes here; `every service` for the audit trail, `outside` for what a system that is not ours tells. */
  readonly owner: string;
  /** What the record key holds; all events of one key stay in order. */
  readonly key: string;
  readonly description: string;
  readonly events: Events;
}

/**
 * Declares a topic with every event that may stand on it. Types, JSON Schema and AsyncAPI are derived from this value.
 *
 * @example
 * export const partners = defineTopic({
 *   name: 'partners', owner: 'applications', key: 'partner id', description: '…',
 *   events: { 'partner.approved.v1': { summary: '…', data: z.object({ … }) } },
 * });
 */
export function defineTopic<const Name extends string, const Events extends Record<`${string}.${string}.v${number}`, EventDefinition>>(
  definition: TopicDefinition<Name, Events>,
): TopicDefinition<Name, Events> {
  return definition;
}

/** The names of the events of a topic. */
export type EventType<T extends TopicDefinition> = keyof T['events'] & string;

/** The data of one event, as a consumer reads it. */
export type DataOf<T extends TopicDefinition, K extends EventType<T>> = z.output<T['events'][K]['data']>;

/** The data of one event, as a producer writes it. */
export type DataIn<T extends TopicDefinition, K extends EventType<T>> = z.input<T['events'][K]['data']>;

/** A received event: CloudEvents attributes by their names, and the data. */
export interface EventOf<T extends TopicDefinition, K extends EventType<T>> {
  readonly id: string;
  readonly type: K;
  readonly source: string;
  /** The aggregate's id. */
  readonly subject: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  /** Counts the events of one aggregate from 1; absent on events of outside producers. */
  readonly sequence?: number;
  readonly traceparent?: string;
  readonly correlationid?: string;
  readonly data: DataOf<T, K>;
}
