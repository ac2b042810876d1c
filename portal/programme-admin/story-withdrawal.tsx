import { withdrawStoryBody } from '#libs/contracts/http/tiers';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { effective, type ProgrammeDays } from './programme-day.ts';
import type { StoryVersion } from './story-body.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

interface Values {
  readonly effectiveFrom: string;
  readonly reason: string;
}

interface Props {
  /** The last version, as it was when the form was opened. */
  readonly opened: StoryVersion;
  /** About whom it is told now. */
  readonly company: string;
  /** Whether that is still to come. */
  readonly isComing: boolean;
  readonly days: ProgrammeDays;
  readonly onStale: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function StoryWithdrawal({ opened: { id, version }, company, isComing, days, onStale, onDone, onCancel }: Props) {
  const say = useTexts(storyTexts);
  const asBody = ({ effectiveFrom, reason }: Values) => ({ reason, ...effective(effectiveFrom, days, false) });
  const sending = useSending(async (values: Values, key) => send('POST /api/programme/stories/{id}/withdraw', asBody(values), { params: { id }, version, key }));
  const { form } = useBodyForm<Values>(withdrawStoryBody, { effectiveFrom: '', reason: '' }, sending, asBody);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldWithdrawn', { company })} submit={say('withdrawDo')} danger onDone={onDone} onRefused={(refusal) => { if (refusal?.status === 412) onStale(); }} onCancel={onCancel}>
      {isComing && <p className="muted">{say('withdrawLead')}</p>}
      <WhenFields days={days} />
    </DecisionForm>
  );
}
