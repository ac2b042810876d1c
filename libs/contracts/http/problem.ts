import { z } from 'zod';

/** RFC 9457 problem; `code` is stable, `pointer` is an RFC 6901 JSON pointer into the request. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    correlationId: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemJson = z.output<typeof problem>;
