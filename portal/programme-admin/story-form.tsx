import { publishStoryBody } from '#libs/contracts/http/tiers';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { Elsewhere } from '../form/elsewhere.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { effective, type ProgrammeDays } from './programme-day.ts';
import { bodyOf, noTier, valuesOf, type StoryVersion, type Values } from './story-body.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

interface Props {
  /** The last version of the story that is told otherwise, as it was when the form was opened; none where it is a new one. */
  readonly opened: StoryVersion | undefined;
  /** The day with which that begins, where it is to come. */
  readonly after?: string | undefined;
  readonly position: number;
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  readonly days: ProgrammeDays;
  readonly onStale?: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function StoryForm({ opened, after, position, tiers, days, onStale, onDone, onCancel }: Props) {
  const say = useTexts(storyTexts);
  const sayPublished = useTexts(publicationTexts);
  const asBody = (values: Values) => bodyOf(values, effective(values.effectiveFrom, days, after !== undefined));
  const sending = useSending(async (values: Values, key) => {
    const body = publishStoryBody.parse(asBody(values));
    return opened === undefined ? send('POST /api/programme/stories', body, { key }) : send('POST /api/programme/stories/{id}', body, { params: { id: opened.id }, version: opened.version, key });
  });
  const { form, elsewhere } = useBodyForm<Values>(publishStoryBody, valuesOf(opened, position), sending, asBody);
  return (
    <DecisionForm form={form} sending={sending} told={sayPublished('told')} submit={sayPublished('publish')} onDone={onDone} onRefused={(refusal) => { if (refusal?.status === 412) onStale?.(); }} onCancel={onCancel}>
      <Elsewhere errors={elsewhere} />
      <div className="field-row">
        <TextField name="company" label={say('company')} />
        <SelectField name="tier" label={say('tier')} options={[{ code: noTier, label: say('noTier') }, ...tiers.map(({ code, name }) => ({ code, label: name }))]} />
        <TextField name="position" label={say('position')} inputMode="numeric" hint={say('positionHint')} />
      </div>
      <div className="field-row"><TextField name="headline.en" label={say('headlineEn')} /><TextField name="headline.de" label={say('headlineDe')} /></div>
      <div className="field-row"><AmountField name="dealValue" label={say('dealValue')} optional /><AmountField name="commission" label={say('commission')} optional /></div>
      <div className="field-row">
        <TextField name="growthPercent" label={say('growthPercent')} inputMode="numeric" optional />
        <TextField name="growthMonths" label={say('growthMonths')} inputMode="numeric" optional />
        <TextField name="dealsPerYear" label={say('dealsPerYear')} inputMode="numeric" optional />
      </div>
      <WhenFields days={days} after={after} />
    </DecisionForm>
  );
}
