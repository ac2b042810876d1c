import { useFormContext } from 'react-hook-form';
import { Link } from 'react-router';
import { CheckField } from '../form/check-field.tsx';
import { amountText } from '../form/amount-input.tsx';
import { wholeText } from '../form/number-input.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { Draft } from './draft.ts';
import type { StepProps } from './step-props.ts';
import type { StepName } from './steps.ts';
import { useTerritories } from './territories.ts';

type Options = readonly { readonly code: string; readonly label: string }[] | undefined;
type Row = readonly [name: string, value: string];

/** All that was said, step by step, each with the way back to it. */
export function ReviewStep({ catalogue, programme }: StepProps) {
  const say = useTexts(applicationTexts);
  const { company, contact, experience, clients, goals } = useFormContext<Draft>().getValues();
  const territories = useTerritories(catalogue?.countries, clients.territories.some((code) => code.length > 2));
  const names = (codes: readonly string[], options: Options) => codes.map((code) => options?.find((option) => option.code === code)?.label ?? code).join(', ');
  const money = ({ amount, currency }: { amount: string; currency: string }) => (amount === '' ? '' : `${currency} ${amountText(amount)}`);
  return (
    <div className="stack-fields">
      <Part step="company" rows={[
        [say('legalName'), company.legalName], [say('website'), company.website], [say('country'), names([company.country], catalogue?.countries)],
        [say('registrationNumber'), company.registrationNumber], [say('revenue'), money(company.annualRevenue)], [say('employees'), wholeText(company.employees)],
      ]} />
      <Part step="contact" rows={[
        [say('person'), `${contact.firstName} ${contact.lastName}`], [say('jobTitle'), contact.jobTitle], [say('email'), contact.email], [say('phone'), contact.phone],
        [say('years'), wholeText(experience.yearsInCybersecurity)], [say('certified'), wholeText(experience.certifiedProfessionals)], [say('fortune'), wholeText(experience.fortune500Relationships)],
        [say('practice'), say(experience.dedicatedPractice ? 'yes' : 'no')],
      ]} />
      <Part step="clients" rows={[
        [say('types'), names(clients.types, catalogue?.clientTypes)], [say('industries'), names(clients.industries, catalogue?.industries)], [say('territories'), names(clients.territories, territories)],
        [say('tier'), programme?.tiers.find(({ code }) => code === goals.tier)?.name ?? ''], [say('goals'), goals.goals], [say('commitment'), money(goals.annualCommitment)],
      ]} />
      <Part step="skills" rows={[[say('certifications'), names(experience.certifications, catalogue?.certifications)], [say('capabilities'), names(experience.capabilities, catalogue?.capabilities)]]} />
      <div>
        <CheckField name="consent.terms" label={say('terms')}><ReadIt at={programme?.termsUrl}>{say('readTerms')}</ReadIt></CheckField>
        <CheckField name="consent.privacy" label={say('privacy')}><ReadIt at={programme?.privacyUrl}>{say('readPrivacy')}</ReadIt></CheckField>
      </div>
    </div>
  );
}

/** In a tab of its own, so that nobody loses what they are about to send. */
function ReadIt({ at, children }: { at: string | null | undefined; children: string }) {
  const say = useTexts(applicationTexts);
  if (typeof at !== 'string') return null;
  return <a className="read-it small" href={at} target="_blank" rel="noopener noreferrer">{children} <span className="unseen">({say('newTab')})</span></a>;
}

function Part({ step, rows }: { step: StepName; rows: readonly Row[] }) {
  const say = useTexts(applicationTexts);
  return (
    <section className="review-part" aria-labelledby={`review-${step}`}>
      <div className="review-head">
        <h3 id={`review-${step}`}>{say(step)}</h3>
        <Link to={`?step=${step}`} aria-label={`${say('change')}: ${say(step)}`}>{say('change')}</Link>
      </div>
      <dl className="review-rows">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value.trim() === '' ? <span className="muted">{say('none')}</span> : value}</dd></div>)}</dl>
    </section>
  );
}
