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

/**
 * 08 connection, 53 out of resources, 57P0x shutdown and operator, 58 system error; 57014 cancelled (an operator, a statement timeout), 55P03 lock timeout;
 * 40 rolled back (serialization, deadlock, completion unknown; not 40002, a constraint); 25006 read-only: a primary that became a standby.
 */
const databaseStates = /^(08|53|58)|^57P0\d$|^57014$|^55P03$|^40(000|001|003|P01)$|^25006$/;

/** Whether an SQLSTATE says that the database, not the work, is at fault. */
export function isStateOfDatabase(code: string): boolean {
  return code.length === 5 && databaseStates.test(code);
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const lostByMessage = /connection terminated|connection timeout|^timeout expired$|timeout exceeded when trying to connect|connection error and is not queryable|query read timeout|client was closed|query ?runner already released/i;

/**
 * True where the database, not the work, is at fault: it cannot be reached, restarts, is full or read-only, or a conflict did not settle.
 * Such work is retried later as it is and never parked.
 */
export function isInfrastructureFailure(error: unknown): boolean {
  return chain(error).some(({ code, message }) => {
    if (typeof code === 'string') {
      if (network.has(code)) return true;
      // 25P03 idle too long, 25P04 transaction too long: whoever asks by HTTP had better come again.
      if (isStateOfDatabase(code) || ['25P03', '25P04'].includes(code)) return true;
    }
    return typeof message === 'string' && lostByMessage.test(message);
  });
}

/** Ended by an operator or a server that stops, idle or open for too long, read-only since its server became a standby. */
const endOfConnection = /^(08|57P0|25P0[34]|25006)/;

/** Whether a connection that was told this is of no more use: it broke, or another one may be better. A full disk or a lock timeout leaves it as it was. */
export function isConnectionLost(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return isInfrastructureFailure(error) && (code === undefined || network.has(code) || endOfConnection.test(code));
}
