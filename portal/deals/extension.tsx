import { FormProvider } from 'react-hook-form';
import { extensionBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { useDealChanged } from './deal-changed.ts';
import type { OneDeal } from './deal-queries.ts';
import { isWorkedOn } from './protection-days.ts';

interface Values {
  readonly reason: string;
}

const bodyOf = ({ reason }: Values) => (reason.trim() === '' ? {} : { reason });

/** The one extension: how it stands, or how to ask for it. */
export function Extension({ deal }: { deal: OneDeal }) {
  const say = useTexts(dealTexts);
  const { extensionRequest } = deal;
  return (
    <section className="panel stack" aria-labelledby="extension">
      <h2 id="extension" className="part-title">{say('extension')}</h2>
      {extensionRequest && <p>{say(`extension${extensionRequest.status}`)}</p>}
      {extensionRequest?.note && <p className="notice told">{extensionRequest.note}</p>}
      {!extensionRequest && <p className="muted">{say(isWorkedOn(deal) ? 'extensionHint' : 'extensionNeeds')}</p>}
      {!extensionRequest && isWorkedOn(deal) && <AskForExtension dealId={deal.id} />}
    </section>
  );
}

function AskForExtension({ dealId }: { dealId: string }) {
  const say = useTexts(dealTexts);
  const changed = useDealChanged(dealId);
  const sending = useSending(async (values: Values, key) => send('POST /api/deals/{id}/extension', bodyOf(values), { params: { id: dealId }, key }));
  const { form } = useBodyForm<Values>(extensionBody, { reason: '' }, sending, bodyOf);
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) await changed(); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <TextField name="reason" label={say('extensionWhy')} optional lines={3} />
        <div className="actions"><SubmitButton busy={sending.busy}>{say('extensionAsk')}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
