import { CheckField } from '../form/check-field.tsx';
import { PhoneField } from '../form/phone-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';

export function ContactStep() {
  const say = useTexts(applicationTexts);
  return (
    <div className="stack-fields">
      <h3>{say('person')}</h3>
      <div className="field-row">
        <TextField name="contact.firstName" label={say('firstName')} autoComplete="given-name" />
        <TextField name="contact.lastName" label={say('lastName')} autoComplete="family-name" />
      </div>
      <TextField name="contact.jobTitle" label={say('jobTitle')} autoComplete="organization-title" />
      <div className="field-row">
        <TextField name="contact.email" label={say('email')} type="email" inputMode="email" autoComplete="email" hint={say('emailHint')} />
        <PhoneField name="contact.phone" countryName="company.country" label={say('phone')} hint={say('phoneHint')} />
      </div>
      <h3>{say('experience')}</h3>
      <div className="field-row">
        <TextField name="experience.yearsInCybersecurity" label={say('years')} inputMode="numeric" />
        <TextField name="experience.certifiedProfessionals" label={say('certified')} inputMode="numeric" />
        <TextField name="experience.fortune500Relationships" label={say('fortune')} inputMode="numeric" />
      </div>
      <CheckField name="experience.dedicatedPractice" label={say('practice')} />
    </div>
  );
}
