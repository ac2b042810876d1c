import { randomBytes } from 'node:crypto';

export interface DemoCompany {
  readonly legalName: string;
  readonly domain: string;
  readonly country: string;
}

/** A company that no earlier run has used, so that the demo may be repeated on one stack. */
export function madeUpCompany(words: string, form: string, country: string): DemoCompany {
  const mark = randomBytes(4).toString('hex');
  const domain = `${words.toLowerCase().replaceAll(' ', '-')}-${mark}.com`;
  return { legalName: `${words} ${mark} ${form}`, domain, country };
}

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

export function person(firstName: string, lastName: string, domain: string): Person {
  return { firstName, lastName, email: `${firstName}.${lastName}@${domain}`.toLowerCase() };
}

/** A password that nobody has used before; activation refuses common ones. */
export function freshPassword(): string {
  return `Violet-${randomBytes(9).toString('base64url')}-harbour`;
}

/** An application as the public form sends it; qualifies for Gold. */
export function applicationOf(company: DemoCompany, contact: Person, tier = 'gold') {
  return {
    company: {
      legalName: company.legalName,
      website: `https://www.${company.domain}`,
      country: company.country,
      annualRevenue: { amount: '12000000.00', currency: 'USD' },
      employees: 85,
    },
    contact: { ...contact, phone: '+14155550132', jobTitle: 'Managing Director' },
    experience: {
      yearsInCybersecurity: 9,
      certifiedProfessionals: 14,
      certifications: [],
      capabilities: [],
      fortune500Relationships: 6,
      dedicatedPractice: false,
    },
    locale: 'en',
    clients: { types: [], industries: ['52', '62'], territories: ['US-CA', 'DE'] },
    goals: { tier, goals: 'Resell to insurers and hospitals that we already advise.' },
    consent: { terms: true, privacy: true },
  };
}
