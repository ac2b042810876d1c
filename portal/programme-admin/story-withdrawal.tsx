import { withdrawStoryBody } from '#libs/contracts/http/tiers';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { effective } from './programme-day.ts';
import type { StoryVersion } from './story-body.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

interface Values {
  readonly effectiveFrom: string;
  readonly reason: string;
}

export function StoryWithdrawal({ story: { id, version, company }, zone, onDone, onCancel }: { story: StoryVersion; zone: string; onDone: (sentence: string) => Promise<void>; onCancel: () => void }) {
  const say = useTexts(storyTexts);
  const asBody = ({ effectiveFrom, reason }: Values) => ({ reason, ...effective(effectiveFrom, zone) });
  const sending = useSending(async (values: Values, key) => send('POST /api/programme/stories/{id}/withdraw', asBody(values), { params: { id }, version, key }));
  const { form } = useBodyForm<Values>(withdrawStoryBody, { effectiveFrom: '', reason: '' }, sending, asBody);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldWithdrawn', { company })} submit={say('withdrawDo')} danger onDone={onDone} onRefused={() => undefined} onCancel={onCancel}>
      <WhenFields />
    </DecisionForm>
  );
}
