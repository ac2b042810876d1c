import { FormProvider } from 'react-hook-form';
import { settleReportBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { heldReportTexts } from '../texts/held-reports.texts.ts';
import { useTexts } from '../texts/language.ts';

interface Props {
  readonly id: string;
  readonly onSettled: () => Promise<void>;
  readonly onCancel: () => void;
}

/** A person has looked, and says what it came to. */
export function SettleReport({ id, onSettled, onCancel }: Props) {
  const say = useTexts(heldReportTexts);
  const sending = useSending(async (values: { note: string }, key) => send('POST /api/deals/reports/{id}/settle', values, { params: { id }, key }));
  const { form, elsewhere } = useBodyForm(settleReportBody, { note: '' }, sending);
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) await onSettled(); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === elsewhere.length}><Elsewhere errors={elsewhere} /></RefusalNotice>}
        <TextField name="note" label={say('found')} hint={say('foundHint')} lines={3} />
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('settleDo')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}
