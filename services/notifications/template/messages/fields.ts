import { z } from 'zod';
import { instant, labels } from '#libs/contracts/primitives';

/** What nearly every message about an application names. Schemas are looser than the event's: these values were checked when the event came in. */
export const application = { applicationId: z.string(), reference: z.string(), companyName: z.string() };
/** What every message about a deal names; the customer as the partner wrote it. */
export const deal = { dealId: z.string(), reference: z.string(), customer: z.string() };
/** The pages of the portal that messages lead to; the team has pages of its own. */
export const applicationPage = '/admin/applications/{{applicationId}}';
export const dealPage = '/deals/{{dealId}}';
export const teamDealPage = '/admin/deals/{{dealId}}';
export const statementPage = '/commission';
export const moment = instant;
export const text = z.string();
/** A tier's name in all languages; events of before lack it, and so do mails that were queued then. */
export const tierNames = labels.nullable().default(null);
/** An amount of money, filled in by `{{money …}}`. */
export const sum = z.object({ amount: z.string(), currency: z.string() });
export const optionalText = z.string().nullable();
