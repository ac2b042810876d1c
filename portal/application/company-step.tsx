import { useFormContext, useWatch } from 'react-hook-form';
import { AmountField } from '../form/amount-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { StepProps } from './step-props.ts';

export function CompanyStep({ catalogue, programme }: StepProps) {
  const say = useTexts(applicationTexts);
  const { control } = useFormContext();
  const currency = String(useWatch({ control, name: 'company.annualRevenue.currency' }));
  const required = programme?.tiers.flatMap(({ requirements }) => requirements).find(({ code }) => code === 'annual_revenue')?.required;
  const requiredIn = typeof required === 'object' ? required.currency : currency;
  return (
    <div className="stack-fields">
      <TextField name="company.legalName" label={say('legalName')} autoComplete="organization" />
      <TextField name="company.website" label={say('website')} type="url" inputMode="url" autoComplete="url" hint={say('websiteHint')} />
      <div className="field-row">
        <SelectField name="company.country" label={say('country')} choose={say('choose')} options={catalogue?.countries ?? []} />
        <TextField name="company.registrationNumber" label={say('registrationNumber')} optional />
      </div>
      <div className="field-row">
        <AmountField name="company.annualRevenue" label={say('revenue')} hint={currency === requiredIn ? undefined : say('otherCurrency', { currency: requiredIn })} />
        <TextField name="company.employees" label={say('employees')} inputMode="numeric" />
      </div>
    </div>
  );
}
