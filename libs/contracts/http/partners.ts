import { z } from 'zod';
import { country, id, instant, tierCode } from '../primitives.ts';
import { criterionResult } from './programme.ts';

/** null takes the partner's manager away. */
export const managerBody = z.strictObject({ managerId: id.nullable() }).meta({ id: 'PartnerManager' });
export const managerAnswer = z
  .object({ id, reference: z.string(), version: z.number().int(), company: z.string(), tier: tierCode, managerId: id.nullable() })
  .meta({ id: 'PartnerManaged' });
export type ManagerAnswer = z.output<typeof managerAnswer>;

/** One company of the programme, as the vendor's people see it. */
export const partnerView = z
  .object({
    id,
    reference: z.string(),
    /** For If-Match where the partner is changed. */
    version: z.number().int(),
    /** What it applied with, where its other details can be read. */
    applicationId: id,
    company: z.string(),
    website: z.string(),
    country,
    tier: tierCode,
    status: z.enum(['active', 'suspended', 'left']),
    managerId: id.nullable(),
    approvedAt: instant,
  })
  .meta({ id: 'PartnerView' });
export type PartnerView = z.output<typeof partnerView>;

/** Whom a partner's people see as their company. */
export const ownPartnerAnswer = z
  .object({
    id,
    reference: z.string(),
    company: z.string(),
    country,
    tier: tierCode,
    status: z.string(),
    managerId: id.nullable(),
    manager: z.object({ name: z.string(), email: z.string() }).nullable(),
    approvedAt: instant,
    /** What the tier above asks for today, by the figures that the company applied with; null on the highest. */
    nextTier: z.object({ tier: tierCode, figuresOf: instant, criteria: z.array(criterionResult.omit({ text: true })) }).nullable(),
  })
  .meta({ id: 'OwnPartner' });
