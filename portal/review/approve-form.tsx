import { useQuery } from '@tanstack/react-query';
import { approveBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { programmeQuery } from '../api/queries.ts';
import { useSending } from '../api/sending.ts';
import { CheckField } from '../form/check-field.tsx';
import { Choices } from '../form/choices.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { percentText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { DecisionForm, unlessEmpty } from './decision-form.tsx';
import type { FormProps } from './decisions.tsx';

interface Values {
  readonly tier: string;
  readonly note: string;
  readonly differentCompany: boolean;
}

const bodyOf = ({ tier, note, differentCompany }: Values) => ({ tier, ...unlessEmpty('note', note), ...(differentCompany ? { differentCompany: true as const } : {}) });

/** The tier asked for is chosen already; what the company qualifies for stands beside the names. */
export function ApproveForm({ application: { id, version, fields, evaluation, contested }, ...rest }: FormProps) {
  const say = useTexts(decisionTexts);
  const { data: programme } = useQuery(programmeQuery(useLanguage()));
  const sending = useSending(async (values: Values, key) => send('POST /api/applications/{id}/approve', bodyOf(values), { params: { id }, version, key }));
  const { form } = useBodyForm<Values>(approveBody, { tier: fields.goals.tier, note: '', differentCompany: false }, sending, bodyOf);
  const marks = (code: string) => [...(code === fields.goals.tier ? [say('tierAsked')] : []), ...(code === evaluation.qualifiedFor ? [say('tierQualified')] : [])];
  return (
    <DecisionForm form={form} sending={sending} told={say('toldApproved', { company: fields.company.legalName })} submit={say('approveDo')} {...rest}>
      <Choices name="tier" legend={say('approveTier')} of="one">
        {() => programme?.tiers.map(({ code, name, commissionPercent }) => (
          <label key={code} className="form-check">
            <input className="form-check-input" type="radio" value={code} {...form.register('tier')} />
            <span>{name} <span className="muted small">{[percentText(commissionPercent), ...marks(code)].join(' · ')}</span></span>
          </label>
        ))}
      </Choices>
      {contested && <CheckField name="differentCompany" label={say('differentCompany')} />}
      <TextField name="note" label={say('note')} hint={say('noteTeam')} optional lines={3} />
    </DecisionForm>
  );
}
