import { z } from 'zod';
import { instant } from '#libs/contracts/primitives';

/** What nearly every message about an application names. Schemas are looser than the event's: these values were checked when the event came in. */
export const application = { applicationId: z.string(), reference: z.string(), companyName: z.string() };
export const moment = instant;
export const text = z.string();
export const optionalText = z.string().nullable();
