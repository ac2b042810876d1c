import { useState, type ReactNode } from 'react';
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { AnswerOf } from '../api/routes.ts';
import { useSending, type Sending } from '../api/sending.ts';
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
  /** What a person is asked before it is sent: by a button of its own, so that no double click says yes. */
  readonly doubt?: (values: Values) => Promise<ReactNode>;
  readonly submitAnyway?: string;
  readonly children: ReactNode;
}

/** What both have in common: sent once however often it is clicked, emptied when it is taken, and what came of it said in words. */
export function PaymentForm<Values extends FieldValues>({ kind, form, elsewhere, sending, submit, onEntered, doubt, submitAnyway, children }: Props<Values>) {
  const [taken, setTaken] = useState<Taken>();
  const [question, setQuestion] = useState<ReactNode>();
  const asking = useSending(async (values: Values) => ({ question: await doubt?.(values) }));
  async function enter(values: Values): Promise<void> {
    setTaken(undefined);
    setQuestion(undefined);
    const answer = await sending.send(values);
    if (answer === undefined) return;
    form.reset();
    setTaken(answer);
    await onEntered();
  }
  async function askFirst(values: Values): Promise<void> {
    if (sending.busy) return;
    const asked = await asking.send(values);
    if (asked === undefined) return;
    if (asked.question === undefined) await enter(values);
    else setQuestion(asked.question);
  }
  return (
    <FormProvider {...form}>
      {taken && <Outcome kind={kind} taken={taken} />}
      <form className="panel stack-fields" method="post" noValidate onSubmit={form.handleSubmit(askFirst)} onChange={() => setQuestion(undefined)}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === elsewhere.length}><Elsewhere errors={elsewhere} /></RefusalNotice>}
        {children}
        {question !== undefined && (
          <div className="notice notice-warn" role="alert">
            {question}
            <div className="actions"><button type="button" className="btn btn-quiet" onClick={form.handleSubmit(enter)}>{submitAnyway}</button></div>
          </div>
        )}
        <div className="actions"><SubmitButton busy={sending.busy || asking.busy}>{submit}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
