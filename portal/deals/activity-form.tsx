import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { activityBody, type ActivityBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SelectField } from '../form/select-field.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { today } from '../form/today.ts';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { kindTexts } from './activity-kinds.ts';
import { useDealChanged } from './deal-changed.ts';
import '../form/form.scss';

interface Values {
  readonly kind: string;
  readonly date: string;
  readonly note: string;
}

export function ActivityForm({ dealId }: { dealId: string }) {
  const say = useTexts(dealTexts);
  const changed = useDealChanged(dealId);
  const [isLogged, setLogged] = useState(false);
  const sending = useSending(async (body: ActivityBody, key) => send('POST /api/deals/{id}/activities', body, { params: { id: dealId }, key }));
  const { form } = useBodyForm<Values>(activityBody, { kind: '', date: today(), note: '' }, sending);

  async function log(values: Values): Promise<void> {
    setLogged(false);
    if (!(await sending.send(activityBody.parse(values)))) return;
    form.reset();
    setLogged(true);
    await changed();
  }
  return (
    <FormProvider {...form}>
      <form className="panel stack-fields" method="post" noValidate onSubmit={form.handleSubmit(log)}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === 0} />}
        <div className="field-row">
          <SelectField name="kind" label={say('kind')} choose={say('choose')} options={kindTexts.map(([code, text]) => ({ code, label: say(text) }))} />
          <TextField name="date" label={say('date')} type="date" />
        </div>
        <TextField name="note" label={say('note')} lines={3} />
        <div className="actions"><SubmitButton busy={sending.busy}>{say('log')}</SubmitButton><span className="muted" role="status">{isLogged && say('logged')}</span></div>
      </form>
    </FormProvider>
  );
}
