import { z } from 'zod';
import { parkedAnswer } from '#libs/contracts/http/operations';
import { InvalidCursor } from '#libs/database/cursor';
import { upstreamNames } from '../proxy/upstreams.ts';

/** The lists of all services as one. */
export const allParked = parkedAnswer.extend({ unavailable: z.array(z.enum(upstreamNames)) });
export type AllParked = z.output<typeof allParked>;

/** Each service's own cursor; a service that is missing has no further page. */
const cursors = z.partialRecord(z.enum(upstreamNames), z.string().max(1024));
export type Cursors = z.output<typeof cursors>;

export function writeCursors(next: Cursors): string | null {
  return Object.keys(next).length === 0 ? null : Buffer.from(JSON.stringify(next)).toString('base64url');
}

/** The services verify their own cursors; this only unpacks them. */
export function readCursors(text: string): Cursors {
  try {
    return cursors.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new InvalidCursor();
  }
}
