/** What went wrong with the database, read from PostgreSQL's error code, wherever in the chain of causes it stands. */
interface MaybeCause {
  readonly code?: unknown;
  readonly driverError?: unknown;
  readonly cause?: unknown;
  readonly message?: unknown;
}

function chain(error: unknown): MaybeCause[] {
  const found: MaybeCause[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && found.length < 10) {
    const current: MaybeCause = next;
    found.push(current);
    next = current.driverError ?? current.cause;
  }
  return found;
}

/** The SQLSTATE (`23505`) or system code (`ECONNREFUSED`) of an error, or undefined when it did not come from the database. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (const { code } of chain(error)) if (typeof code === 'string') return code;
  return undefined;
}

/** The constraint a statement ran into, for turning `23505` into a named error: `isViolationOf(error, 'partner_domain_key')`. */
export function isViolationOf(error: unknown, constraint: string): boolean {
  return chain(error).some((link) => 'constraint' in link && link.constraint === constraint);
}

/** A deadlock or a serialization failure: the same work, run again, can succeed. */
export function isConflict(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '40001' || code === '40P01';
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const lostByMessage = /connection terminated|connection timeout|timeout exceeded when trying to connect|connection error and is not queryable|query read timeout|client was closed|query ?runner already released/i;

/**
 * True where the database, not the work, is at fault: it cannot be reached, restarts, is full or read-only, or a conflict did not settle.
 * Such work is retried later as it is and never parked.
 */
export function isInfrastructureFailure(error: unknown): boolean {
  if (isConflict(error)) return true;
  return chain(error).some(({ code, message }) => {
    if (typeof code === 'string') {
      if (network.has(code)) return true;
      // 08 connection, 53 out of resources, 57P0x shutdown, 58 system error, 55P03 lock timeout, 57014 statement timeout, 25P03 idle too long, 25006 read-only (a standby).
      if (/^(08|53|57P|58)/.test(code) || ['55P03', '57014', '25P03', '25P04', '25006'].includes(code)) return true;
    }
    return typeof message === 'string' && lostByMessage.test(message);
  });
}
