import type { Locale } from '#libs/contracts/primitives';
import type { Figures } from '../api/qualification.ts';
import type { BodyOf } from '../api/routes.ts';
import { readWhole, whole } from '../form/whole-number.ts';

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** An application as it stands in the fields: text where people type, under the names that the body has. */
export interface Draft {
  readonly company: { legalName: string; website: string; country: string; registrationNumber: string; annualRevenue: Amount; employees: string };
  readonly contact: { firstName: string; lastName: string; email: string; phone: string; jobTitle: string };
  readonly experience: { yearsInCybersecurity: string; certifiedProfessionals: string; fortune500Relationships: string; dedicatedPractice: boolean; certifications: string[]; capabilities: string[] };
  readonly clients: { types: string[]; industries: string[]; territories: string[] };
  readonly goals: { tier: string; goals: string; annualCommitment: Amount };
  readonly consent: { terms: boolean; privacy: boolean };
}

export function emptyDraft(tier = ''): Draft {
  return {
    company: { legalName: '', website: '', country: '', registrationNumber: '', annualRevenue: { amount: '', currency: 'USD' }, employees: '' },
    contact: { firstName: '', lastName: '', email: '', phone: '', jobTitle: '' },
    experience: { yearsInCybersecurity: '', certifiedProfessionals: '', fortune500Relationships: '', dedicatedPractice: false, certifications: [], capabilities: [] },
    clients: { types: [], industries: [], territories: [] },
    goals: { tier, goals: '', annualCommitment: { amount: '', currency: 'USD' } },
    consent: { terms: false, privacy: false },
  };
}

/** What would be sent; may be incomplete, which the contract's schema finds. */
export function bodyOf({ company, contact, experience, clients, goals, consent }: Draft, locale: Locale): object {
  return {
    company: { ...company, registrationNumber: optional(company.registrationNumber), employees: count(company.employees) },
    contact: { ...contact, phone: optional(contact.phone) },
    experience: {
      ...experience,
      yearsInCybersecurity: count(experience.yearsInCybersecurity),
      certifiedProfessionals: count(experience.certifiedProfessionals),
      fortune500Relationships: count(experience.fortune500Relationships),
    },
    locale,
    clients,
    goals: { ...goals, annualCommitment: optional(goals.annualCommitment.amount) === undefined ? undefined : goals.annualCommitment },
    consent,
  };
}

/** The figures that decide about tiers; what is not there yet counts as none. */
export function figuresOf({ company, experience, goals }: Draft): Figures {
  const figure = (text: string): number => whole(text, { min: 0, max: 999_999 }) ?? 0;
  const money = ({ amount, currency }: Amount): Amount => ({ amount: /^\d{1,15}(\.\d{1,2})?$/.test(amount) ? amount : '0', currency });
  return {
    annualRevenue: money(company.annualRevenue),
    yearsInCybersecurity: Math.min(100, figure(experience.yearsInCybersecurity)),
    certifiedProfessionals: figure(experience.certifiedProfessionals),
    fortune500Relationships: Math.min(500, figure(experience.fortune500Relationships)),
    dedicatedPractice: experience.dedicatedPractice,
    annualCommitment: money(goals.annualCommitment),
  };
}

/** For who finds the company there already and asks to be let in. */
export function joinRequestOf(body: BodyOf<'POST /api/partners/apply'>, message: string): BodyOf<'POST /api/partners/join-requests'> {
  const { legalName, website, country, registrationNumber } = body.company;
  return {
    company: { legalName, website, country, ...(registrationNumber === undefined ? {} : { registrationNumber }) },
    contact: body.contact,
    locale: body.locale,
    ...(message.trim() === '' ? {} : { message }),
  };
}

const optional = (text: string): string | undefined => (text.trim() === '' ? undefined : text);
/** Text that is no number stays text, so that the schema says so. */
const count = (text: string): number | string | undefined => readWhole(text) ?? optional(text);
