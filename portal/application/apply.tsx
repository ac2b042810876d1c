import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigationType, type To } from 'react-router';
import { z } from 'zod';
import { applyAnswer } from '#libs/contracts/http/applications';
import { usePageTitle } from '../frame/page-title.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { ApplicationForm } from './application-form.tsx';
import { Sent } from './sent.tsx';
import '../form/form.scss';
import './application.scss';

const receiptSchema = z.object({ answer: applyAnswer, email: z.string() });
export type Receipt = z.output<typeof receiptSchema>;

/** What goes with each step in the browser's history: whose filling in it is of, and how many steps back it began; with the last one what was answered. */
const markSchema = z.object({ filling: z.uuid(), depth: z.int().min(0), receipt: receiptSchema.optional() });
type Mark = z.output<typeof markSchema>;

/** What was answered goes with the address in the browser's history, and nowhere else: a reload shows it again, a link to it is an empty form. */
export function Apply() {
  const say = useTexts(applicationTexts);
  usePageTitle(say('title'));
  const { receipt, sent } = useFilling();
  return receipt === undefined ? <ApplicationForm onSent={sent} /> : <Sent receipt={receipt} />;
}

/**
 * Once it is sent, all its steps in the history are one place, where it says so: back leads to where one came from, and never into steps that
 * are empty now.
 */
function useFilling(): { receipt: Receipt | undefined; sent: (receipt: Receipt) => void } {
  const place = useLocation();
  const navigate = useNavigate();
  const kind = useNavigationType();
  const mark = markSchema.safeParse(place.state).data;
  const before = useRef<Mark>(undefined);
  const [done, setDone] = useState<Mark>();
  if (mark?.receipt !== undefined && mark.filling !== done?.filling) setDone(mark);
  const receipt = mark?.receipt ?? (mark !== undefined && mark.filling === done?.filling ? done.receipt : undefined);

  function replace(to: To, state: Mark, flushSync = false): void {
    void navigate(to, { replace: true, state, flushSync, preventScrollReset: state.receipt === undefined });
  }
  const arrive = useEffectEvent(() => {
    if (mark === undefined) replace({ search: place.search, hash: place.hash }, following(before.current, kind !== 'REPLACE'));
    else if (receipt !== undefined && mark.depth > 0) void navigate(-mark.depth);
    else if (receipt !== undefined && mark.receipt === undefined) replace('?step=sent', { ...mark, receipt });
    before.current = mark ?? before.current;
  });
  useEffect(() => arrive(), [place.key]);
  // At once: the form would otherwise store its draft anew after it is forgotten.
  return { receipt, sent: (answered) => replace('?step=sent', { ...(mark ?? following(undefined, false)), receipt: answered }, true) };
}

/** A step further in the same filling in, unless there is none or it has been sent. */
function following(before: Mark | undefined, isFurther: boolean): Mark {
  if (before === undefined || before.receipt !== undefined) return { filling: crypto.randomUUID(), depth: 0 };
  return { filling: before.filling, depth: before.depth + (isFurther ? 1 : 0) };
}
