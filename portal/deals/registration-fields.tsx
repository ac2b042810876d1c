import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { catalogueQuery } from '../api/queries.ts';
import { AmountField } from '../form/amount-field.tsx';
import { CheckList } from '../form/check-list.tsx';
import { Choices } from '../form/choices.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { AccountSearch } from './account-search.tsx';
import '../form/form.scss';

/** What a registration says, for a new one and for one that is completed. */
export function RegistrationFields() {
  const say = useTexts(dealFormTexts);
  const { data: catalogue } = useQuery(catalogueQuery(useLanguage()));
  const { control } = useFormContext();
  const isAnnual = useWatch({ control, name: 'contract' }) === 'annual';
  return (
    <div className="stack-wide">
      <section className="stack-fields" aria-labelledby="customer-part">
        <h2 id="customer-part" className="part-title">{say('customerPart')}</h2>
        <AccountSearch />
        <div className="field-row">
          <TextField name="account.website" label={say('website')} type="url" inputMode="url" hint={say('websiteHint')} optional />
          <SelectField name="account.country" label={say('country')} choose={say('choose')} options={catalogue?.countries ?? []} />
        </div>
        <TextField name="contactName" label={say('contactName')} optional />
      </section>
      <section className="stack-fields" aria-labelledby="opportunity-part">
        <h2 id="opportunity-part" className="part-title">{say('opportunityPart')}</h2>
        <CheckList name="productFamilies" legend={say('families')} options={catalogue?.productFamilies ?? []} />
        <ContractChoice />
        <div className="field-row">
          <AmountField name="estimatedValue" label={say('value')} hint={say('valueHint')} />
          {isAnnual && <TextField name="termMonths" label={say('term')} inputMode="numeric" hint={say('termHint')} optional />}
          <TextField name="expectedCloseOn" label={say('close')} type="date" hint={say('closeHint')} />
        </div>
        <TextField name="notes" label={say('notes')} hint={say('notesHint')} lines={4} optional />
      </section>
    </div>
  );
}

function ContractChoice() {
  const say = useTexts(dealFormTexts);
  const { register } = useFormContext();
  return (
    <Choices name="contract" legend={say('contract')} of="one">
      {() => (
        <div className="tier-choice">
          <label className="tier-option"><input className="form-check-input" type="radio" value="one_off" {...register('contract')} /><span><strong>{say('oneOff')}</strong> <span className="muted small">{say('oneOffHint')}</span></span></label>
          <label className="tier-option"><input className="form-check-input" type="radio" value="annual" {...register('contract')} /><span><strong>{say('annual')}</strong> <span className="muted small">{say('annualHint')}</span></span></label>
        </div>
      )}
    </Choices>
  );
}
