import { describe, expect, test } from '@jest/globals';
import { applyBody } from '#libs/contracts/http/applications';
import { qualificationBody } from '#libs/contracts/http/programme';
import { bodyOf, emptyDraft, figuresOf, joinRequestOf, type Draft } from './draft.ts';

const draft: Draft = {
  company: { legalName: 'Northwind Defence GmbH', website: 'northwind.example', country: 'DE', registrationNumber: ' ', annualRevenue: { amount: '12000000', currency: 'USD' }, employees: '85' },
  contact: { firstName: 'Amara', lastName: 'Okafor', email: 'Amara@Northwind.example', phone: '', jobTitle: 'Managing Director' },
  experience: { yearsInCybersecurity: '9', certifiedProfessionals: '14', fortune500Relationships: '6', dedicatedPractice: false, certifications: ['cissp'], capabilities: [] },
  clients: { types: [], industries: ['52'], territories: ['DE'] },
  goals: { tier: 'gold', goals: 'Resell to insurers.', annualCommitment: { amount: '', currency: 'USD' } },
  consent: { terms: true, privacy: true },
};

describe('a draft', () => {
  test('becomes a body that the server takes, without what stayed empty', () => {
    const body = applyBody.parse(bodyOf(draft, 'de'));
    expect(body).toMatchObject({ locale: 'de', company: { employees: 85 }, contact: { email: 'amara@northwind.example' } });
    expect([body.company.registrationNumber, body.contact.phone, body.goals.annualCommitment]).toEqual([undefined, undefined, undefined]);
  });

  test.each(['1.200', '1,200', '1200'])('takes the employees as %s', (employees) => {
    expect(applyBody.parse(bodyOf({ ...draft, company: { ...draft.company, employees }, experience: { ...draft.experience, certifiedProfessionals: employees } }, 'de'))).toMatchObject({ company: { employees: 1200 }, experience: { certifiedProfessionals: 1200 } });
    expect(figuresOf({ ...draft, experience: { ...draft.experience, certifiedProfessionals: employees } }).certifiedProfessionals).toBe(1200);
  });

  test('that is empty lacks every field that is needed, and no other', () => {
    const { error } = applyBody.safeParse(bodyOf(emptyDraft(), 'en'));
    const paths = error?.issues.map(({ path }) => path.join('.')) ?? [];
    expect(paths).toEqual(expect.arrayContaining(['company.legalName', 'company.employees', 'company.annualRevenue.amount', 'contact.email', 'goals.goals', 'consent.terms']));
    expect(paths).not.toContain('company.registrationNumber');
    expect(paths).not.toContain('goals.annualCommitment.amount');
  });

  test('has figures to evaluate from the first key on', () => {
    expect(qualificationBody.parse(figuresOf(emptyDraft()))).toMatchObject({ yearsInCybersecurity: 0 });
    expect(qualificationBody.parse(figuresOf({ ...draft, experience: { ...draft.experience, yearsInCybersecurity: '900', certifiedProfessionals: 'some' } }))).toMatchObject({
      annualRevenue: { amount: '12000000' }, yearsInCybersecurity: 100, certifiedProfessionals: 0,
    });
  });

  test('asks to join with the company and the person alone', () => {
    const request = joinRequestOf(applyBody.parse(bodyOf(draft, 'en')), ' ');
    expect(Object.keys(request)).toEqual(['company', 'contact', 'locale']);
    expect(request.company).toEqual({ legalName: 'Northwind Defence GmbH', website: 'northwind.example', country: 'DE' });
  });
});
