import { z } from 'zod';
import { paragraph } from '../text.ts';
import { instant, page, pageQuery } from '../primitives.ts';

export const parkedEvent = z
  .object({
    /** `<service>.<uuid>` */
    id: z.string(),
    service: z.string(),
    consumer: z.string(),
    topic: z.string(),
    key: z.string(),
    /** null where the record has none. */
    type: z.string().nullable(),
    eventId: z.string(),
    error: z.string().nullable(),
    attempts: z.number().int(),
    /** How many later events of the same key wait behind this one. */
    waiting: z.number().int(),
    status: z.enum(['retrying', 'held']),
    parkedAt: instant,
    /** null where it waits for a person. */
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'ParkedEvent' });
export const parkedQuery = z.strictObject({ ...pageQuery });
export const parkedAnswer = page(parkedEvent);
export const replayBody = z.strictObject({});
export const discardBody = z.strictObject({ reason: paragraph(2000) });
