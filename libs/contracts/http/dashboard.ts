import { z } from 'zod';
import { money } from '../primitives.ts';

/** One figure of the first page, with the list that it counts. An amount in several currencies is several figures. */
export const figure = z.object({ code: z.string(), count: z.number().int().nullable(), amount: money.nullable(), link: z.string() }).meta({ id: 'Figure' });
export type Figure = z.output<typeof figure>;

/** What one service contributes for the caller; the gateway puts those of all services into one. */
export const figuresAnswer = z.object({ figures: z.array(figure) }).meta({ id: 'Figures' });
export type FiguresAnswer = z.output<typeof figuresAnswer>;

/** What all services contribute, as one; `unavailable` names those that did not answer. */
export const dashboardAnswer = figuresAnswer.extend({ unavailable: z.array(z.enum(['applications', 'identity', 'leads', 'notifications', 'commissions'])) }).meta({ id: 'Dashboard' });
export type DashboardAnswer = z.output<typeof dashboardAnswer>;
