import { z } from 'zod';
import { forgetDraft, keptDraft, tryStoring } from '../form/kept-draft.ts';
import { emptyDraft, type Draft } from './draft.ts';

export const draftKey = 'pms-application-draft';
const sentKey = 'pms-application-sent';

const text = z.string().catch('');
const list = z.array(z.string()).catch([]);
const amount = z.object({ amount: text, currency: z.string().regex(/^[A-Z]{3}$/).catch('USD') }).catch({ amount: '', currency: 'USD' });
const { company, contact, experience, clients, goals: noGoals } = emptyDraft();
/** A draft of another edition of this form, or of anybody's hand: what fits is kept, the rest is empty. */
const storedSchema = z.object({
  company: z.object({ legalName: text, website: text, country: text, registrationNumber: text, annualRevenue: amount, employees: text }).catch(company),
  contact: z.object({ firstName: text, lastName: text, email: text, phone: text, jobTitle: text }).catch(contact),
  experience: z
    .object({ yearsInCybersecurity: text, certifiedProfessionals: text, fortune500Relationships: text, dedicatedPractice: z.boolean().catch(false), certifications: list, capabilities: list })
    .catch(experience),
  clients: z.object({ types: list, industries: list, territories: list }).catch(clients),
  goals: z.object({ tier: text, goals: text, annualCommitment: amount }).catch(noGoals),
});
const sentSchema = z.object({ text: z.string(), key: z.uuid() });

/** The draft of an earlier visit; consent is given anew each time. */
export function storedDraft(tier: string): { draft: Draft; isRestored: boolean } {
  const empty = emptyDraft(tier);
  const stored = storedSchema.safeParse(keptDraft(draftKey));
  if (!stored.success) return { draft: empty, isRestored: false };
  const { goals } = stored.data;
  return { isRestored: true, draft: { ...stored.data, goals: { ...goals, tier: tier === '' ? goals.tier : tier }, consent: empty.consent } };
}

export const forgetApplication = (): void => forgetDraft(draftKey, sentKey);

let unstored: { text: string; key: string } | undefined;

/** The Idempotency-Key of a body: the same after a reload too, so that an application whose answer was lost is not sent twice. */
export function keyOf(body: object): string {
  const text = JSON.stringify(body);
  const known = sentSchema.safeParse(keptDraft(sentKey)).data ?? unstored;
  if (known?.text === text) return known.key;
  const fresh = { text, key: crypto.randomUUID() };
  unstored = fresh;
  tryStoring(() => localStorage.setItem(sentKey, JSON.stringify(fresh)));
  return fresh.key;
}
