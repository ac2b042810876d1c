import { useEffect, useRef } from 'react';
import { duplicateAnswer, reapplyTooEarlyAnswer, type ApplyBody, type NextStep } from '#libs/contracts/http/applications';
import type { Refusal } from '../api/refusal.ts';
import { ResendLink } from '../application-status/resend-link.tsx';
import { Elsewhere } from '../form/elsewhere.tsx';
import type { ServerError } from '../form/server-errors.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { deadlineText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { Receipt } from './apply.tsx';
import { AskToJoin } from './ask-to-join.tsx';
import { Contest } from './contest.tsx';

interface Props {
  readonly refusal: Refusal;
  readonly elsewhere: readonly ServerError[];
  /** What was refused. */
  readonly body: () => ApplyBody;
  readonly onSent: (receipt: Receipt) => void;
  readonly onCorrect: () => void;
}

/** Why it was not taken, and what can be done now: for a duplicate the steps that the server offers, in its order. */
export function Refused({ refusal, elsewhere, body, onSent, onCorrect }: Props) {
  const say = useTexts(applicationTexts);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [refusal]);
  const duplicate = refusal.code === 'applications/duplicate' ? duplicateAnswer.safeParse(refusal.problem).data : undefined;
  const tooEarly = refusal.code === 'applications/reapply-too-early' ? reapplyTooEarlyAnswer.safeParse(refusal.problem).data : undefined;
  if (!duplicate && !tooEarly) {
    return <RefusalNotice refusal={refusal} focused={elsewhere.length === refusal.errors.length}><Elsewhere errors={elsewhere} /></RefusalNotice>;
  }
  const offered = [duplicate?.nextStep ?? tooEarly?.nextStep, ...(duplicate?.otherSteps ?? tooEarly?.otherSteps ?? [])].filter((step) => step !== undefined);
  return (
    <section className="notice notice-warn refused" role="alert" tabIndex={-1} ref={box}>
      <h3>{duplicate ? say(duplicate.kind === 'active_partner' ? 'duplicatePartner' : 'duplicateApplication') : say('tooEarly')}</h3>
      {duplicate && <p>{duplicate.nextStep.text}</p>}
      {tooEarly && <p>{say('tooEarlyText', { day: deadlineText(tooEarly.mayReapplyFrom) })} {say('draftKept')}</p>}
      {offered.map((step) => <Step key={step.action} step={step} body={body} onSent={onSent} />)}
      <div><button type="button" className="btn btn-link" onClick={onCorrect}>{say('correct')}</button></div>
    </section>
  );
}

function Step({ step, body, onSent }: Pick<Props, 'body' | 'onSent'> & { step: NextStep }) {
  const say = useTexts(applicationTexts);
  switch (step.action) {
    case 'request_to_join':
      return <AskToJoin body={body} />;
    case 'resend_status_link':
      return <div className="stack"><h4>{say('resendTitle')}</h4><ResendLink email={body().contact.email} /></div>;
    case 'contest':
      return <Contest body={body} onSent={onSent} />;
  }
}
