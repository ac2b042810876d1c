import 'reflect-metadata';
import { type ArgumentsHost, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { EntityManager } from 'typeorm';
import type { EventOf, EventType, TopicDefinition } from '#libs/contracts/topic';

export const KAFKA = Symbol('kafka');
const CONSUMED = Symbol('consumed events');

export interface ConsumedEvent {
  readonly topic: TopicDefinition;
  readonly type: string;
  readonly only?: Only | undefined;
}

/** Top-level fields of an event's data and the value that each must have. An event with another value is passed over as one of an unknown type is: it never comes to the inbox. */
export type Only = Readonly<Record<string, string | number | boolean>>;

type OnlyOf<T extends TopicDefinition, K extends EventType<T>> = { readonly [F in keyof EventOf<T, K>['data']]?: Extract<EventOf<T, K>['data'][F], string | number | boolean> };

/** The name under which Nest keeps a handler. */
export function pattern(topic: string, type: string): string {
  return `${topic}/${type}`;
}

/** Nest flattens every error of a handler to "Internal server error"; our error classes need the error itself. */
@Catch()
class ErrorAsThrown implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a controller's method the handler of one event type. It gets the event and the transaction that also holds the inbox row;
 * it finishes or throws, and everything it writes through `tx` (its outbox rows too) is committed or undone together.
 * Several decorators on one method are allowed. Several handlers of one event in a service run one after the other in that same transaction.
 *
 * With `only`, it gets those events alone whose data has these values.
 *
 * @example
 * \@Consumes(partners, 'partner.approved.v1')
 * async openOwnerAccount(event: EventOf<typeof partners, 'partner.approved.v1'>, tx: EntityManager) { … }
 */
export function Consumes<T extends TopicDefinition, K extends EventType<T>>(topic: T, type: K, only?: OnlyOf<T, K>) {
  return function decorate<M extends (event: EventOf<T, K>, tx: EntityManager) => Promise<unknown>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void {
    const method = descriptor.value;
    if (!method) throw new Error(`@Consumes needs a method, ${String(name)} is none`);
    const others = consumedBy(method);
    if (others.some((other) => other.topic === topic && other.type === type)) throw new Error(`${String(name)} consumes ${type} twice; one handler has one condition`);
    const consumed = [...others, { topic, type, only }];
    Reflect.defineMetadata(CONSUMED, consumed, method);
    EventPattern(
      consumed.map((event) => pattern(event.topic.name, event.type)),
      KAFKA,
      { consumed },
    )(target, name, descriptor);
    if (consumed.length > 1) return;
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
    UseFilters(new ErrorAsThrown())(target, name, descriptor);
  };
}

/** The events that a method handles. */
export function consumedBy(method: object): readonly ConsumedEvent[] {
  const consumed: unknown = Reflect.getMetadata(CONSUMED, method);
  return Array.isArray(consumed) ? consumed.filter(isConsumedEvent) : [];
}

export function isConsumedEvent(value: unknown): value is ConsumedEvent {
  return typeof value === 'object' && value !== null && 'topic' in value && 'type' in value && typeof value.type === 'string';
}
