import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { qualificationQuery, type Figures } from '../api/qualification.ts';
import type { AnswerOf } from '../api/routes.ts';
import { AmountInput } from '../form/amount-input.tsx';
import { NumberInput } from '../form/number-input.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { Refusal } from '../api/refusal.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { calculatorTexts } from '../texts/calculator.texts.ts';
import { useSettled } from '../form/settled.ts';

interface Props {
  readonly programme: AnswerOf<'/api/programme'>;
  readonly onQualified: (tier: string | null) => void;
}

/** A few figures of the company, evaluated by the server as an application's would be; nothing is stored. */
export function QualifyFields({ programme, onQualified }: Props) {
  const say = useTexts(calculatorTexts);
  const locale = useLanguage();
  const { currency } = programme.averageDeal;
  const usd = (amount: string) => ({ amount, currency });
  const [figures, setFigures] = useState<Figures>({ annualRevenue: usd('5000000'), yearsInCybersecurity: 5, certifiedProfessionals: 2, fortune500Relationships: 1, dedicatedPractice: false, annualCommitment: usd('0') });
  const set = (change: Partial<Figures>) => setFigures({ ...figures, ...change });
  const { data, error } = useQuery(qualificationQuery(useSettled(figures), locale));
  const qualifiedFor = data?.qualifiedFor ?? null;
  useEffect(() => onQualified(qualifiedFor), [qualifiedFor, onQualified]);

  const count = (name: 'yearsInCybersecurity' | 'certifiedProfessionals' | 'fortune500Relationships', label: string, max: number) => (
    <NumberInput id={`qualify-${name}`} label={label} value={figures[name]} min={0} max={max} wrong={`0–${max}`} onNumber={(value) => { if (value !== undefined) set({ [name]: value }); }} />
  );
  const money = (name: 'annualRevenue' | 'annualCommitment', label: string) => (
    <div className="field">
      <label className="form-label" htmlFor={`qualify-${name}`}>{label}</label>
      <AmountInput id={`qualify-${name}`} value={figures[name]?.amount ?? ''} onAmount={(amount) => { if (amount !== undefined) set({ [name]: usd(amount) }); }} />
    </div>
  );
  const first = data?.tiers[0];
  const lacking = first?.criteria.find(({ met }) => met !== true);
  return (
    <fieldset className="qualify">
      <legend>{say('qualifyTitle')}</legend>
      <div className="calculator-row">
        {money('annualRevenue', say('revenue', { currency }))}
        {count('yearsInCybersecurity', say('years'), 100)}
        {count('certifiedProfessionals', say('certified'), 9999)}
        {count('fortune500Relationships', say('fortune'), 500)}
        {money('annualCommitment', say('commitment', { currency }))}
        <label className="form-check"><input className="form-check-input" type="checkbox" checked={figures.dedicatedPractice} onChange={({ target }) => set({ dedicatedPractice: target.checked })} /> <span>{say('practice')}</span></label>
      </div>
      <p className="qualify-answer" role="status">
        {!data && !error && say('asking')}
        {data && data.qualifiedFor !== null && say('qualified', { tier: data.tiers.find(({ tier }) => tier === data.qualifiedFor)?.name ?? '' })}
        {data?.qualifiedFor === null && first && say('notQualified', { tier: first.name, requirement: lacking?.text ?? '' })}
      </p>
      {error instanceof Refusal && <RefusalNotice refusal={error} />}
    </fieldset>
  );
}
