import { publishRateBody } from '#libs/contracts/http/commissions';
import { paragraph } from '#libs/contracts/text';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { readPercent } from '../form/percent.ts';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { dayAfter } from './programme-day.ts';
import type { Rate } from './rules-query.ts';
import '../form/form.scss';

export interface PublishProps {
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  readonly rates: readonly Rate[];
  /** By the programme's clocks; what is published begins later. */
  readonly today: string;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

interface Values {
  readonly tier: string;
  readonly percent: string;
  readonly effectiveOn: string;
  readonly reason: string;
}

/** Who changes what partners earn says why. */
export const withReason = { reason: paragraph(500) };
const body = publishRateBody.extend(withReason);
const bodyOf = ({ percent, ...values }: Values) => ({ ...values, percent: readPercent(percent) });

export function RateForm({ tiers, today, onDone, onCancel }: PublishProps) {
  const say = useTexts(rulesTexts);
  const sending = useSending(async (values: Values, key) => send('POST /api/commissions/rates', bodyOf(values), { key }));
  const { form } = useBodyForm<Values>(body, { tier: '', percent: '', effectiveOn: '', reason: '' }, sending, bodyOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldRate')} submit={say('publishRate')} onDone={onDone} onRefused={() => undefined} onCancel={onCancel}>
      <p className="muted">{say('rateLead')}</p>
      <div className="field-row">
        <SelectField name="tier" label={say('tier')} choose={say('choose')} options={tiers.map(({ code, name }) => ({ code, label: name }))} />
        <TextField name="percent" label={say('percent')} inputMode="decimal" hint={say('percentHint')} />
        <TextField name="effectiveOn" label={say('effectiveOn')} type="date" min={dayAfter(today)} hint={say('effectiveOnHint')} />
      </div>
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </DecisionForm>
  );
}
