import { Injectable } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { TopicDefinition } from '#libs/contracts/topic';
import type { ReceivedEvent } from './cloud-events.ts';
import type { Only } from './consumes.ts';
import { PermanentError } from './errors.ts';

export type Handler = (event: ReceivedEvent, tx: EntityManager) => unknown;

interface Entry {
  readonly topic: TopicDefinition;
  readonly handlers: { readonly handler: Handler; readonly only: Only | undefined }[];
}

/** Every handler of this service, by topic and event type; filled by the strategy while Nest starts. */
@Injectable()
export class Handlers {
  private readonly byTopic = new Map<string, Map<string, Entry>>();

  add(topic: TopicDefinition, type: string, handler: Handler, only?: Only): void {
    const types = this.byTopic.get(topic.name) ?? new Map<string, Entry>();
    this.byTopic.set(topic.name, types);
    const entry = types.get(type) ?? { topic, handlers: [] };
    types.set(type, entry);
    entry.handlers.push({ handler, only });
  }

  get topics(): string[] {
    return [...this.byTopic.keys()];
  }

  knows(topic: string, type: string | null): boolean {
    return type !== null && (this.byTopic.get(topic)?.has(type) ?? false);
  }

  /** Whether it depends on the data if any handler wants an event of this type. */
  chooses(topic: string, type: string): boolean {
    return this.byTopic.get(topic)?.get(type)?.handlers.every(({ only }) => only !== undefined) ?? false;
  }

  /** Whether a handler wants an event with this data, which nobody has checked; where a field does not fit its schema, whoever looks at it closer shall say so. */
  wants(topic: string, type: string, data: unknown): boolean {
    if (typeof data !== 'object' || data === null) return true;
    const { topic: of, handlers } = this.entry(topic, type);
    const fields = new Map<string, unknown>(Object.entries(data));
    const shape: Readonly<Record<string, z.ZodType>> = of.events[type]?.data.shape ?? {};
    return handlers.some(({ only = {} }) =>
      Object.entries(only).every(([name, value]) => {
        const parsed = shape[name]?.safeParse(fields.get(name));
        return parsed?.success !== true || parsed.data === value;
      }),
    );
  }

  /** The event with its data as the schema gives it back: unknown fields dropped, defaults filled in. */
  parse(topic: string, event: ReceivedEvent): ReceivedEvent {
    const schema = this.entry(topic, event.type).topic.events[event.type]?.data;
    if (!schema) throw new PermanentError(`topic ${topic} declares no event ${event.type}`);
    const parsed = schema.safeParse(event.data);
    if (parsed.success) return { ...event, data: parsed.data };
    const issues = parsed.error.issues.slice(0, 10).map((issue) => `/${issue.path.join('/')}: ${issue.message}`);
    throw new PermanentError(`data does not fit the schema of ${event.type}: ${issues.join('; ')}`);
  }

  /** Runs the handlers of an event one after the other in the caller's transaction. */
  async run(topic: string, event: ReceivedEvent, tx: EntityManager): Promise<void> {
    for (const { handler, only } of this.entry(topic, event.type).handlers) {
      if (!fits(only, event.data)) continue;
      const result = await handler(event, tx);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }
  }

  private entry(topic: string, type: string): Entry {
    const entry = this.byTopic.get(topic)?.get(type);
    if (!entry) throw new Error(`no handler for ${type} on ${topic}`);
    return entry;
  }
}

function fits(only: Only | undefined, data: unknown): boolean {
  if (only === undefined) return true;
  const fields = new Map<string, unknown>(Object.entries(data ?? {}));
  return Object.entries(only).every(([name, value]) => fields.get(name) === value);
}
