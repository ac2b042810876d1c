import { publishPlanBody } from '#libs/contracts/http/commissions';
import { send } from '../api/client.ts';
import type { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { decimalSign } from '../form/amount-input.tsx';
import { Elsewhere } from '../form/elsewhere.tsx';
import { percentInput, readPercent } from '../form/percent.ts';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { Overtaken } from './overtaken.tsx';
import { dayAfter } from './programme-day.ts';
import { withReason, type PublishProps } from './rate-form.tsx';
import { isOtherThan, lastPlan, lastRate } from './seen.ts';
import '../form/form.scss';

interface Values {
  readonly code: string;
  readonly name: { readonly en: string; readonly de: string };
  readonly effectiveOn: string;
  readonly reason: string;
  readonly rates: readonly { readonly tier: string; readonly percent: string }[];
}

const body = publishPlanBody.extend(withReason);

/** Which tier a rate is of is not typed. */
const shownAt = (name: string) => name.replace(/^(rates\.\d+)\.tier$/, '$1.percent');

/** Somebody else has published or called something off; also where that was the first rate of a tier, which is not among these then. */
const isOfOthers = ({ code, errors }: Refusal): boolean => code === 'programme/overtaken' || errors.some(({ pointer }) => pointer === '/rates');

/** A plan says what every tier earns that earns something: as the last published rate says, unless it is changed here. */
export function PlanForm({ tiers, opened, current, today, onStale, onAnew, onDone, onCancel }: PublishProps) {
  const bodyOf = ({ rates, ...values }: Values) => ({ ...values, follows: lastPlan(opened), rates: rates.map(({ tier, percent }) => ({ tier, percent: readPercent(percent), follows: lastRate(opened, tier) })) });
  const say = useTexts(rulesTexts);
  const latest = new Map(opened.rates.toSorted((a, b) => a.version - b.version).map(({ tier, percent }) => [tier, percent]));
  const sending = useSending(async (values: Values, key) => send('POST /api/commissions/plans', bodyOf(values), { key }));
  const first: Values = { code: '', name: { en: '', de: '' }, effectiveOn: '', reason: '', rates: [...latest].map(([tier, percent]) => ({ tier, percent: percentInput(percent, decimalSign()) })) };
  const { form, elsewhere } = useBodyForm<Values>(body, first, sending, bodyOf, shownAt);
  return (
    <>
      {isOtherThan(opened, current) && <Overtaken onAnew={onAnew} />}
      <DecisionForm form={form} sending={sending} told={say('toldPlan')} submit={say('publishPlan')} onDone={onDone} onRefused={(refusal) => { if (refusal && isOfOthers(refusal)) onStale(); }} onCancel={onCancel}>
        <p className="muted">{say('planLead')}</p>
        <Elsewhere errors={elsewhere} />
        <div className="field-row">
          <TextField name="name.en" label={say('nameEn')} />
          <TextField name="name.de" label={say('nameDe')} />
        </div>
        <div className="field-row">
          <TextField name="code" label={say('code')} hint={say('codeHint')} />
          <TextField name="effectiveOn" label={say('effectiveOn')} type="date" min={dayAfter(today)} hint={say('effectiveOnHint')} />
        </div>
        <div className="field-row">
          {first.rates.map(({ tier }, index) => <TextField key={tier} name={`rates.${index}.percent`} label={say('percentOf', { tier: tiers.find(({ code }) => code === tier)?.name ?? tier })} inputMode="decimal" />)}
        </div>
        <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
      </DecisionForm>
    </>
  );
}
