import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line } from '../text.ts';
import { id, instant, personal } from '../primitives.ts';

export const notifications = defineTopic({
  name: 'notifications',
  owner: 'notifications',
  key: 'recipient id',
  description: 'New entries of somebody\'s feed; the gateway pushes them to open pages.',
  events: {
    'notification.created.v1': {
      summary: 'Something new stands in a person\'s feed.',
      data: z.object({
        recipientId: id,
        /** Grows with every entry of all feeds; the id of the server-sent event. */
        feedId: z.number().int().positive(),
        kind: line(100),
        title: personal(line(500)),
        body: personal(line(2000)).optional(),
        link: line(500).optional(),
        createdAt: instant,
      }),
    },
  },
});
