import { useFormContext } from 'react-hook-form';
import { AmountField } from '../form/amount-field.tsx';
import { CheckList } from '../form/check-list.tsx';
import { Choices } from '../form/choices.tsx';
import { CodePicker } from '../form/code-picker.tsx';
import { TextField } from '../form/text-field.tsx';
import { percentText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { StepProps } from './step-props.ts';
import { useTerritories } from './territories.ts';

export function ClientsStep({ catalogue, programme }: StepProps) {
  const say = useTexts(applicationTexts);
  const asking = (programme?.tiers ?? []).filter(({ requirements }) => requirements.some(({ code }) => code === 'annual_commitment')).map(({ name }) => name).join(', ');
  return (
    <div className="stack-fields">
      <CheckList name="clients.types" legend={say('types')} options={catalogue?.clientTypes ?? []} />
      <CodePicker name="clients.industries" label={say('industries')} hint={say('industriesHint')} options={catalogue?.industries ?? []} withCodes />
      <CodePicker name="clients.territories" label={say('territories')} hint={say('territoriesHint')} options={useTerritories(catalogue?.countries)} />
      <TierChoice programme={programme} />
      <TextField name="goals.goals" label={say('goals')} hint={say('goalsHint')} lines={4} />
      <AmountField name="goals.annualCommitment" label={say('commitment')} hint={asking === '' ? undefined : say('commitmentHint', { tiers: asking })} optional />
    </div>
  );
}

function TierChoice({ programme }: Pick<StepProps, 'programme'>) {
  const say = useTexts(applicationTexts);
  const { register } = useFormContext();
  return (
    <Choices name="goals.tier" legend={say('tier')} of="one">
      {() => (
        <div className="tier-choice">
          {(programme?.tiers ?? []).map(({ code, name, commissionPercent }) => (
            <label key={code} className="tier-option">
              <input className="form-check-input" type="radio" value={code} {...register('goals.tier')} />
              <span><strong>{name}</strong> <span className="muted small">{say('tierRate', { percent: percentText(commissionPercent) })}</span></span>
            </label>
          ))}
        </div>
      )}
    </Choices>
  );
}
