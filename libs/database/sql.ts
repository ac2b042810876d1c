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

/** A text as SQL, for what cannot take parameters: roles and their settings. */
export function literal(value: string): string {
  // NUL ends a statement in PostgreSQL's protocol, wherever it stands.
  if (value.includes('\0')) throw new RangeError('NUL has no SQL form');
  return escapeLiteral(value);
}
