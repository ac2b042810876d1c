import type { FieldPath } from 'react-hook-form';
import type { Draft } from './draft.ts';

/** The steps in their order, each with the fields that must be right before the next one. */
export const steps = [
  { name: 'company', fields: ['company.legalName', 'company.website', 'company.country', 'company.registrationNumber', 'company.annualRevenue.amount', 'company.annualRevenue.currency', 'company.employees'] },
  {
    name: 'contact',
    fields: [
      'contact.firstName', 'contact.lastName', 'contact.email', 'contact.phone', 'contact.jobTitle',
      'experience.yearsInCybersecurity', 'experience.certifiedProfessionals', 'experience.fortune500Relationships', 'experience.dedicatedPractice',
    ],
  },
  { name: 'clients', fields: ['clients.types', 'clients.industries', 'clients.territories', 'goals.tier', 'goals.goals', 'goals.annualCommitment.amount', 'goals.annualCommitment.currency'] },
  { name: 'skills', fields: ['experience.certifications', 'experience.capabilities'] },
  { name: 'review', fields: ['consent.terms', 'consent.privacy'] },
] as const satisfies readonly { name: string; fields: readonly FieldPath<Draft>[] }[];

export type StepName = (typeof steps)[number]['name'];
export const allFields: readonly FieldPath<Draft>[] = steps.flatMap(({ fields }) => [...fields]);

/** The step where a field stands. */
export function stepOf(field: string): StepName | undefined {
  return steps.find(({ fields }) => fields.some((name) => name === field || name.startsWith(`${field}.`)))?.name;
}
