import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { Refusal } from '../api/refusal.ts';
import type { Sending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { useFormKeys } from './shortcuts.ts';

interface Props<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly sending: Sending<Values, unknown>;
  readonly told: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onRefused: (refusal: Refusal | undefined) => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/**
 * The form of a decision: the first field has the focus, Ctrl and Enter send, Escape puts it away, and asks first where something is typed. What was sent is done, and is not
 * sent again while the page is still being read anew.
 */
export function DecisionForm<Values extends FieldValues>({ form, sending, told, submit, danger = false, onDone, onRefused, onCancel, children }: Props<Values>) {
  const say = useTexts(decisionTexts);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('input:checked, input:not([type=checkbox], [type=radio]), select, textarea')?.focus();
  }, []);
  const tell = useEffectEvent(onRefused);
  useEffect(() => tell(sending.refusal), [sending.refusal]);
  const [isDone, setDone] = useState(false);
  const { isDirty } = form.formState;
  const [leaving, setLeaving] = useState(false);
  useFormKeys(element, () => (isDirty ? setLeaving(!leaving) : onCancel()));
  async function decide(values: Values): Promise<void> {
    if (isDone || !(await sending.send(values))) return;
    setDone(true);
    await onDone(told);
    setDone(false);
  }
  return (
    <FormProvider {...form}>
      <form ref={element} className="stack" method="post" noValidate onSubmit={form.handleSubmit(decide)}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === 0} />}
        {children}
        {leaving && <LeaveQuestion onLeave={onCancel} onStay={() => setLeaving(false)} />}
        <div className="actions">
          <SubmitButton busy={sending.busy || isDone} kind={danger ? 'danger' : 'primary'}>{submit}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}

/** A field left empty is not sent at all. */
export const unlessEmpty = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> => (text.trim() === '' ? {} : ({ [name]: text } as Record<Name, string>));
