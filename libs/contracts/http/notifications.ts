import { z } from 'zod';
import { instant, page, pageQuery } from '../primitives.ts';

export const feedEntry = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    title: z.string(),
    body: z.string().nullable(),
    link: z.string().nullable(),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'FeedEntry' });
export const feedQuery = z.strictObject({ unread: z.enum(['true', 'false']).optional(), ...pageQuery });
export const feedAnswer = page(feedEntry);
/** Internal, for the gateway's stream: entries after a feed id, oldest first. */
export const feedReplayQuery = z.strictObject({ after: z.coerce.number().int().min(0), limit: z.coerce.number().int().min(1).max(500).default(200) });
export const feedReplayAnswer = z.object({ items: z.array(feedEntry), latest: z.number().int() });
