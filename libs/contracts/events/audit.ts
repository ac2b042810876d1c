import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line, paragraph } from '../text.ts';
import { id, instant } from '../primitives.ts';

/** Who did it; `label` is for people, ids are for joining. Never a name or an address: the trail outlives the person. */
export const auditActor = z.object({
  kind: z.enum(['user', 'vendor', 'api_key', 'applicant', 'public', 'system']),
  id: line(200).optional(),
  partnerId: id.optional(),
});

export const audit = defineTopic({
  name: 'audit',
  owner: 'every service',
  key: 'aggregate id',
  description: 'What anybody did that matters, chained and kept by identity.',
  events: {
    'audit.recorded.v1': {
      summary: 'Somebody did something to something.',
      data: z.object({
        at: instant,
        service: line(64),
        actor: auditActor,
        action: line(100),
        subject: z.object({ kind: line(64), id: line(200) }),
        why: paragraph(4000).optional(),
        details: z.record(z.string().max(100), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).default({}),
        correlationId: line(200).optional(),
      }),
    },
  },
});
