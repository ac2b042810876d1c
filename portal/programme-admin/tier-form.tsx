import { publishTierBody } from '#libs/contracts/http/tiers';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { BenefitFields } from './benefit-fields.tsx';
import { effective, type ProgrammeDays } from './programme-day.ts';
import { RequirementFields } from './requirement-fields.tsx';
import { bodyOf, shownAt, valuesOf, type TierVersion, type Values } from './tier-body.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

interface Props {
  /** The last version when the form was opened, also where it was still to come: what is sent follows that one. */
  readonly opened: TierVersion;
  /** The day with which it begins, where that is to come. */
  readonly after: string | undefined;
  readonly days: ProgrammeDays;
  readonly onStale: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** A tier anew: its name, what it asks for, what it gives. */
export function TierForm({ opened, after, days, onStale, onDone, onCancel }: Props) {
  const say = useTexts(tierTexts);
  const sayPublished = useTexts(publicationTexts);
  const asBody = (values: Values) => bodyOf(values, effective(values.effectiveFrom, days, after !== undefined));
  const sending = useSending(async (values: Values, key) => send('POST /api/programme/tiers/{code}', publishTierBody.parse(asBody(values)), { params: { code: opened.tier }, version: opened.version, key }));
  const { form, elsewhere } = useBodyForm<Values>(publishTierBody, valuesOf(opened), sending, asBody, shownAt);
  return (
    <DecisionForm form={form} sending={sending} told={sayPublished('told')} submit={sayPublished('publish')} onDone={onDone} onRefused={(refusal) => { if (refusal?.status === 412) onStale(); }} onCancel={onCancel}>
      <p className="muted">{say('formLead')}</p>
      <Elsewhere errors={elsewhere} />
      <div className="field-row"><TextField name="name.en" label={say('nameEn')} /><TextField name="name.de" label={say('nameDe')} /></div>
      <RequirementFields />
      <BenefitFields />
      <WhenFields days={days} after={after} />
    </DecisionForm>
  );
}
