import { z } from 'zod';
import { figuresAnswer } from '#libs/contracts/http/dashboard';
import { upstreamNames } from '../proxy/upstreams.ts';

/** What all services contribute, as one. */
export const dashboardAnswer = figuresAnswer.extend({ unavailable: z.array(z.enum(upstreamNames)) }).meta({ id: 'Dashboard' });
export type DashboardAnswer = z.output<typeof dashboardAnswer>;
