import { useState } from 'react';
import { send } from '../api/client.ts';
import type { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { ApproveForm } from './approve-form.tsx';
import { AskForm } from './ask-form.tsx';
import { RejectForm } from './reject-form.tsx';
import type { Application } from './review-page.tsx';
import { useShortcuts } from './shortcuts.ts';

type Form = 'approve' | 'reject' | 'ask';

interface Props {
  readonly application: Application;
  readonly mayDecide: boolean;
  readonly onDecided: (sentence: string) => Promise<void>;
  readonly onChanged: () => Promise<void>;
}

export interface FormProps {
  readonly application: Application;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onRefused: (refusal: Refusal | undefined) => void;
  readonly onCancel: () => void;
}

/** Whether somebody else was faster, so that what stands on the page is no longer so. */
const isStale = ({ status, code }: Refusal) => status === 412 || code === 'applications/illegal-transition';

/** Take, ask, approve, reject: by mouse and by single keys. */
export function Decisions({ application, mayDecide, onDecided, onChanged }: Props) {
  const say = useTexts(decisionTexts);
  const state = useTexts(reviewTexts)(application.status);
  const [open, setOpen] = useState<Form>();
  const [hint, setHint] = useState<string>();
  const [stale, setStale] = useState<Refusal>();
  const { id, version, status, fields: { company: { legalName: company } } } = application;
  const taking = useSending(async (at: number, key) => send('POST /api/applications/{id}/review', {}, { params: { id }, version: at, key }).catch((error: unknown) => refused(error)));
  const [canTake, canDecide] = [status === 'submitted' || status === 'more_info', status === 'in_review'];

  /** The state that counts is fetched at once, with the reason above it. */
  function refused(error: unknown): never {
    void onChanged();
    throw error;
  }
  async function take(): Promise<void> {
    setStale(undefined);
    setHint(undefined);
    if (!(await taking.send(version))) return;
    // Said when it is so here too: the keys that decide work from then on.
    await onChanged();
    setHint(say('toldTaken', { company }));
  }
  function show(form: Form): void {
    setHint(canDecide ? undefined : canTake ? say('takeFirst', { state }) : say('decidedAlready', { state }));
    if (canDecide) setOpen(form);
  }
  function whenRefused(refusal: Refusal | undefined): void {
    if (!refusal || !isStale(refusal)) return;
    setStale(refusal);
    setOpen(undefined);
    void onChanged();
  }
  useShortcuts(mayDecide ? { t: () => (canTake ? void take() : setHint(canDecide ? undefined : say('decidedAlready', { state }))), a: () => show('approve'), r: () => show('reject'), q: () => show('ask') } : {});
  const form: FormProps = { application, onDone: onDecided, onRefused: whenRefused, onCancel: () => setOpen(undefined) };
  const refusal = stale ?? taking.refusal;
  return (
    <section className="panel stack" aria-labelledby="decide">
      <h2 id="decide" className="part-title">{say('decide')}</h2>
      {refusal && <RefusalNotice refusal={refusal} focused />}
      <p role="status" className={hint === undefined ? 'unseen' : ''}>{hint}</p>
      {!mayDecide && <p className="muted">{say('mayNotDecide')}</p>}
      {mayDecide && !canTake && !canDecide && <p className="muted">{say('decidedAlready', { state })}</p>}
      {mayDecide && canTake && <div className="actions"><button type="button" className={`btn ${status === 'submitted' ? 'btn-primary' : 'btn-quiet'}`} aria-disabled={taking.busy || undefined} onClick={() => void take()}>{say(status === 'submitted' ? 'take' : 'takeBack')} <kbd aria-hidden="true">t</kbd></button></div>}
      {mayDecide && canDecide && open === undefined && (
        <div className="decision-buttons">
          <button type="button" className="btn btn-primary" onClick={() => show('approve')}>{say('approve')} <kbd aria-hidden="true">a</kbd></button>
          <button type="button" className="btn btn-quiet" onClick={() => show('ask')}>{say('ask')} <kbd aria-hidden="true">q</kbd></button>
          <button type="button" className="btn btn-danger" onClick={() => show('reject')}>{say('reject')} <kbd aria-hidden="true">r</kbd></button>
        </div>
      )}
      {canDecide && open === 'approve' && <ApproveForm {...form} />}
      {canDecide && open === 'ask' && <AskForm {...form} />}
      {canDecide && open === 'reject' && <RejectForm {...form} />}
    </section>
  );
}
