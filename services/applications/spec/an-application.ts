import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { applyBody } from '#libs/contracts/http/applications';

type Body = z.input<typeof applyBody>;
type Parts = { [K in keyof Body]?: Partial<Body[K]> };

/** A body that is accepted, of a company that nobody has heard of; `parts` replace single fields. */
export function anApplication(parts: Parts = {}): Body {
  const unique = randomBytes(5).toString('hex');
  const body = {
    company: {
      legalName: `Company ${unique}`,
      website: `https://www.c${unique}.example`,
      country: 'US',
      annualRevenue: { amount: '7500000.00', currency: 'USD' },
      employees: 40,
    },
    contact: { firstName: 'Jane', lastName: 'Doe', email: `jane@c${unique}.example`, phone: '+14155550100', jobTitle: 'CEO' },
    experience: {
      yearsInCybersecurity: 6,
      certifiedProfessionals: 4,
      certifications: ['cissp'],
      capabilities: ['penetration-testing'],
      fortune500Relationships: 2,
      dedicatedPractice: true,
    },
    clients: { types: ['fortune-500'], industries: ['52', '5415'], territories: ['US', 'US-CA'] },
    goals: { tier: 'gold', goals: 'Grow together.' },
    consent: { terms: true as const, privacy: true as const },
  };
  return {
    ...body,
    ...parts,
    company: { ...body.company, ...parts.company },
    contact: { ...body.contact, ...parts.contact },
    experience: { ...body.experience, ...parts.experience },
    clients: { ...body.clients, ...parts.clients },
    goals: { ...body.goals, ...parts.goals },
    consent: body.consent,
    locale: 'en',
  };
}
