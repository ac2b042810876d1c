import { AsyncLocalStorage } from 'node:async_hooks';

/** What ties together everything that one request or one event sets off. */
export interface MessageContext {
  readonly correlationId?: string;
  /** W3C trace context header. */
  readonly traceparent?: string;
}

const storage = new AsyncLocalStorage<MessageContext>();

/** Runs `work` so that every event appended in it carries this correlation id and traceparent. */
export function withContext<T>(context: MessageContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the running request or event; empty outside of one. */
export function currentContext(): MessageContext {
  return storage.getStore() ?? {};
}
