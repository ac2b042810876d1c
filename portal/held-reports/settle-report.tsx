import { settleReportBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { heldReportTexts } from '../texts/held-reports.texts.ts';
import { useTexts } from '../texts/language.ts';

interface Props {
  readonly id: string;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** A person has looked, and says what it came to. */
export function SettleReport({ id, ...rest }: Props) {
  const say = useTexts(heldReportTexts);
  const sending = useSending(async (values: { note: string }, key) => send('POST /api/deals/reports/{id}/settle', values, { params: { id }, key }));
  const { form, elsewhere } = useBodyForm(settleReportBody, { note: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('settled')} submit={say('settleDo')} onRefused={() => undefined} {...rest}>
      <Elsewhere errors={elsewhere} />
      <TextField name="note" label={say('found')} hint={say('foundHint')} lines={3} />
    </DecisionForm>
  );
}
