import { isStateOfDatabase } from '#libs/database/failures';

/** Thrown by a handler for an event that no later attempt can make acceptable: it is parked at once and waits for a person. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError';
}

/** Thrown by a handler whose own infrastructure is away: the partition waits and the event is tried again in place, never parked. */
export class InfrastructureError extends Error {
  override readonly name: string = 'InfrastructureError';
}

/** A payload that the topic's schema refuses, found before it is written to the outbox. */
export class InvalidEvent extends PermanentError {
  override readonly name = 'InvalidEvent';
}

/** A handler that did not come back in time; its transaction has been given up. */
export class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout';
}

export type ErrorClass = 'infrastructure' | 'permanent' | 'ordinary';

const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed|Driver not Connected|Cannot use a pool after|Query read timeout|This socket has been ended)/i;

/**
 * Tells which of the three treatments an error of a handler gets.
 * A statement that was cancelled is the infrastructure's: a handler's own slowness ends as a `HandlerTimeout` first, and a transaction that idled too long (25P03) is the handler's.
 * A socket error counts as infrastructure only where it comes from the database: a partner's webhook that refuses connections must not stop a partition.
 */
export function classify(error: unknown): ErrorClass {
  const chain = causes(error);
  if (chain.some((link) => link instanceof InfrastructureError)) return 'infrastructure';
  if (chain.some((link) => link instanceof PermanentError)) return 'permanent';
  const fromDatabase = chain.some((link) => link instanceof Error && link.name === 'QueryFailedError');
  return chain.some((link) => isInfrastructure(link, fromDatabase)) ? 'infrastructure' : 'ordinary';
}

/** One line that says what went wrong, for the parked event's row. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\0', '\uFFFD').slice(0, 2000);
}

function isInfrastructure(link: unknown, fromDatabase: boolean): boolean {
  if (!(link instanceof Error)) return false;
  const code = 'code' in link && typeof link.code === 'string' ? link.code : '';
  if (isStateOfDatabase(code)) return true;
  return lostConnection.test(link.message) || (fromDatabase && socketCodes.has(code));
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (next == null || found.includes(next)) continue;
    found.push(next);
    if (typeof next !== 'object') continue;
    if ('cause' in next) queue.push(next.cause);
    if ('driverError' in next) queue.push(next.driverError);
    if (next instanceof AggregateError) {
      const errors: unknown[] = next.errors;
      queue.push(...errors);
    }
  }
  return found;
}
