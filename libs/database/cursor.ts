import { createHmac, timingSafeEqual } from 'node:crypto';

/** Thrown for a cursor that this list did not give out, under this order: 400. */
export class InvalidCursor extends Error {
  constructor() {
    super('The cursor is not one that this list gave out; start again without it.');
    this.name = 'InvalidCursor';
  }
}

/** Where a page ended: the sort value as PostgreSQL writes it (null for none) and the id that breaks ties. */
export interface Position {
  readonly value: string | null;
  readonly id: string;
}

const signature = (list: string, body: string) => createHmac('sha256', `cursor of ${list}`).update(body).digest('base64url').slice(0, 16);

/**
 * A cursor as text, safe in a URL. It is bound to `list` (name and order) by a keyed hash. The key is no secret and need not be: a cursor
 * holds a position only, whoever forges one sees no row that the same list without it would not show him.
 */
export function writeCursor(list: string, { value, id }: Position): string {
  const body = Buffer.from(JSON.stringify([value, id])).toString('base64url');
  return `${body}.${signature(list, body)}`;
}

/** Throws `InvalidCursor` for anything but the exact text that `writeCursor` gave for this list. */
export function readCursor(list: string, cursor: string): Position {
  const [body, sign, ...rest] = cursor.length <= 4_096 ? cursor.split('.') : [];
  if (body === undefined || sign === undefined || rest.length > 0) throw new InvalidCursor();
  // Compared as text: base64url reads the same bytes from more than one text.
  const given = Buffer.from(sign);
  const expected = Buffer.from(signature(list, body));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new InvalidCursor();
  return parse(Buffer.from(body, 'base64url').toString('utf8'));
}

function parse(text: string): Position {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(parts)) throw new InvalidCursor();
  const pair: unknown[] = parts;
  const [value, id] = pair;
  if ((typeof value !== 'string' && value !== null) || typeof id !== 'string') throw new InvalidCursor();
  return { value, id };
}
