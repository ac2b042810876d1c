import { useWatch } from 'react-hook-form';
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
import { Overtaken } from './overtaken.tsx';
import { dayAfter } from './programme-day.ts';
import { lastRate, type Seen } from './seen.ts';
import '../form/form.scss';

export interface PublishProps {
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  /** What was there when the form was opened: what is sent follows that. */
  readonly opened: Seen;
  /** What is there by now. */
  readonly current: Seen;
  /** By the programme's clocks; what is published begins later. */
  readonly today: string;
  /** It was refused, since something else is there by now. */
  readonly onStale: () => void;
  readonly onAnew: () => void;
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

export function RateForm({ tiers, opened, current, today, onStale, onAnew, onDone, onCancel }: PublishProps) {
  const bodyOf = ({ percent, ...values }: Values) => ({ ...values, percent: readPercent(percent), follows: lastRate(opened, values.tier) });
  const say = useTexts(rulesTexts);
  const sending = useSending(async (values: Values, key) => send('POST /api/commissions/rates', bodyOf(values), { key }));
  const { form } = useBodyForm<Values>(body, { tier: '', percent: '', effectiveOn: '', reason: '' }, sending, bodyOf);
  const tier = useWatch({ control: form.control, name: 'tier' });
  return (
    <>
      {lastRate(current, tier) !== lastRate(opened, tier) && <Overtaken onAnew={onAnew} />}
      <DecisionForm form={form} sending={sending} told={say('toldRate')} submit={say('publishRate')} onDone={onDone} onRefused={(refusal) => { if (refusal?.code === 'programme/overtaken') onStale(); }} onCancel={onCancel}>
        <p className="muted">{say('rateLead')}</p>
        <div className="field-row">
          <SelectField name="tier" label={say('tier')} choose={say('choose')} options={tiers.map(({ code, name }) => ({ code, label: name }))} />
          <TextField name="percent" label={say('percent')} inputMode="decimal" hint={say('percentHint')} />
          <TextField name="effectiveOn" label={say('effectiveOn')} type="date" min={dayAfter(today)} hint={say('effectiveOnHint')} />
        </div>
        <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
      </DecisionForm>
    </>
  );
}
