import { escapeIdentifier, escapeLiteral } from 'pg';

const plainName = /^[a-z_][a-z0-9_]{0,62}$/;

/** Quotes a name that comes from our own code; refuses anything but lower snake case, so that a mistake shows here. */
export function identifier(name: string): string {
  if (!plainName.test(name)) throw new Error(`"${name}" is not a plain SQL name (lower case letters, digits, underscores, at most 63)`);
  return escapeIdentifier(name);
}

/** Quotes `table` or `schema.table`. */
export function tableName(name: string): string {
  return name.split('.').map(identifier).join('.');
}

const needsEscape = /['\\]/;

export type SqlValue = string | number | bigint | boolean | Date | null;

/** A value as SQL text, for the few statements that cannot take parameters. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') {
    // NUL ends a statement in PostgreSQL's protocol, wherever it stands.
    if (value.includes('\0')) throw new RangeError('NUL has no SQL form');
    // Most of what is quoted is long JSON without either character; looking at each one of it costs more than the rest.
    return needsEscape.test(value) ? escapeLiteral(value) : `'${value}'`;
  }
  if (value instanceof Date) return escapeLiteral(value.toISOString());
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} has no SQL form`);
  return String(value);
}
