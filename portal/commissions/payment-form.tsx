import { useState, type ReactNode } from 'react';
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { AnswerOf } from '../api/routes.ts';
import type { Sending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import type { ServerError } from '../form/server-errors.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { Outcome } from './outcome.tsx';

type Taken = AnswerOf<'POST /api/invoices'>;

interface Props<Values extends FieldValues> {
  readonly kind: 'invoice' | 'refund';
  readonly form: UseFormReturn<Values>;
  readonly elsewhere: readonly ServerError[];
  readonly sending: Sending<Values, Taken>;
  readonly submit: string;
  readonly onEntered: () => Promise<void>;
  readonly children: ReactNode;
}

/** What both have in common: sent once however often it is clicked, emptied when it is taken, and what came of it said in words. */
export function PaymentForm<Values extends FieldValues>({ kind, form, elsewhere, sending, submit, onEntered, children }: Props<Values>) {
  const [taken, setTaken] = useState<Taken>();
  async function enter(values: Values): Promise<void> {
    setTaken(undefined);
    const answer = await sending.send(values);
    if (answer === undefined) return;
    form.reset();
    setTaken(answer);
    await onEntered();
  }
  return (
    <FormProvider {...form}>
      {taken && <Outcome kind={kind} taken={taken} />}
      <form className="panel stack-fields" method="post" noValidate onSubmit={form.handleSubmit(enter)}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === elsewhere.length}><Elsewhere errors={elsewhere} /></RefusalNotice>}
        {children}
        <div className="actions"><SubmitButton busy={sending.busy}>{submit}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
