import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogueQuery } from '../api/queries.ts';
import { useTerritories } from '../application/territories.ts';
import { fullMoney, numberText, timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { useTierName } from './queue-row.tsx';
import type { Application } from './review-page.tsx';

/** Every field of the application, as it was sent. */
export function SentFields({ application: { fields: { company, contact, experience, clients, goals, locale }, consentedAt } }: { application: Application }) {
  const say = useTexts(reviewTexts);
  const language = useLanguage();
  const tierName = useTierName();
  const { data: catalogue } = useQuery(catalogueQuery(language));
  const territories = useTerritories(catalogue?.countries, clients.territories.some((code) => code.length > 2));
  const region = (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  const labels = (codes: readonly string[], known: readonly { code: string; label: string }[] = []) => (codes.length === 0 ? say('nothing') : codes.map((code) => known.find((it) => it.code === code)?.label ?? code).join(', '));
  return (
    <section className="stack" aria-labelledby="sent-fields">
      <h2 id="sent-fields" className="part-title">{say('application')}</h2>
      <div className="sent-parts">
        <Part title={say('company')} rows={[[say('legalName'), company.legalName], [say('website'), company.website], [say('country'), region(company.country)], [say('registration'), company.registrationNumber], [say('annual_revenue'), fullMoney(company.annualRevenue)], [say('employees'), numberText(company.employees)]]} />
        <Part title={say('contact')} rows={[[say('name'), `${contact.firstName} ${contact.lastName}`], [say('jobTitle'), contact.jobTitle], [say('email'), <a key="mail" href={`mailto:${contact.email}`}>{contact.email}</a>], [say('phone'), contact.phone], [say('language'), new Intl.DisplayNames(language, { type: 'language' }).of(locale) ?? locale], [say('consent'), timeText(consentedAt)]]} />
        <Part title={say('experience')} rows={[[say('experience_years'), numberText(experience.yearsInCybersecurity)], [say('certified_professionals'), numberText(experience.certifiedProfessionals)], [say('fortune500_relationships'), numberText(experience.fortune500Relationships)], [say('dedicated_practice'), say(experience.dedicatedPractice ? 'yes' : 'no')], [say('certifications'), labels(experience.certifications, catalogue?.certifications)], [say('capabilities'), labels(experience.capabilities, catalogue?.capabilities)]]} />
        <Part title={say('clients')} rows={[[say('clientTypes'), labels(clients.types, catalogue?.clientTypes)], [say('industries'), labels(clients.industries, catalogue?.industries)], [say('territories'), labels(clients.territories, territories)], [say('tier'), tierName(goals.tier)], [say('annual_commitment'), goals.annualCommitment && fullMoney(goals.annualCommitment)], [say('goals'), <span key="goals" className="as-written">{goals.goals}</span>]]} />
      </div>
    </section>
  );
}

/** A part of the form; what was left open is left out. */
function Part({ title, rows }: { title: string; rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <div className="panel">
      <h3>{title}</h3>
      <dl className="sent-facts">{rows.map(([name, value]) => value !== undefined && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </div>
  );
}
