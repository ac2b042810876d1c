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

// Connection, resources, operator intervention; serialization failure, deadlock, and a primary that became a standby.
const infrastructureStates = /^(08|53|58)|^57P0[1-5]$|^40001$|^40P01$|^25006$/;
const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed|Driver not Connected|Cannot use a pool after|Query read timeout|This socket has been ended)/i;

/**
 * Tells which of the three treatments an error of a handler gets.
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
  if (code.length === 5 && infrastructureStates.test(code)) return true;
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
